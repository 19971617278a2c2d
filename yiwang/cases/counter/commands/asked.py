"""What a projection says of questions, supplements and urges, of a promise that waits, and whose list it stands in."""

from typing import Any

from yiwang.cases.appeals import policies
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import QuestionAct
from yiwang.cases.appeals.states import SILENT_PAGES, QuestionState, State
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.counter.models import Envelope
from yiwang.cases.counter.queries import phone_index
from yiwang.cases.counter.states import TOLD_IN_VAIN
from yiwang.ground.record.queries import Entry

NEVER_LISTED = frozenset({Confidentiality.SEALED, Confidentiality.INFORMANT})
"""Files that stand in nobody's list: whoever holds the phone need not be who wrote."""


def asked_of(appeal: Appeal, who: Mover) -> dict[str, Any]:
    """The part of the body that goes to and fro with the citizen. Works for a sealed file too: it is their own words."""
    acts = appeals.acts_of(appeal)
    return {
        "question": _question(acts.question) if acts.question else None,
        "answered": [_question(one) for one in acts.questions if one.state is not QuestionState.OPEN],
        "supplements": [{"at": one.at.isoformat(), "text": one.text, "files": one.files} for one in acts.supplements],
        "urge": _urge(appeal, who),
        "in_vain": in_vain(appeal.case.number),
    }


def _question(act: QuestionAct) -> dict[str, Any]:
    return {
        "id": act.id, "text": act.text, "answer": act.answer, "state": act.state.value, "at": act.asked_at.isoformat(),
        "due_at": act.due_at.isoformat(), "ended_at": act.ended_at.isoformat() if act.ended_at else None,
    }  # fmt: skip


def _urge(appeal: Appeal, who: Mover) -> dict[str, Any] | None:
    """From which day on it may be urged (again), how often it was, and who hears of it; None once it is over."""
    if not policies.may_urge(who, appeal) and policies.urge_day(appeal) is None:
        return None
    again, above = policies.urge_day(appeal), appeal.case.supervising_unit
    is_sealed = appeal.case.confidentiality == Confidentiality.SEALED
    to = above or appeal.case.unit
    return {
        "again_on": again.isoformat() if again else None, "to": to.short_name if to and not is_sealed else "",
        "count": sum(one.round == appeal.case.round for one in appeals.acts_of(appeal).urges),
    }  # fmt: skip


def in_vain(number: str) -> dict[str, Any] | None:
    """The newest wish about this file that could not be met, and why."""
    wishes = Envelope.objects.filter(number=number, taken_at__isnull=False, kind__in=TOLD_IN_VAIN).exclude(trouble="")
    found = wishes.order_by("-id").values("kind", "posted_at", "trouble").first()
    return {"kind": found["kind"], "at": found["posted_at"].isoformat(), "why": found["trouble"]} if found else None


def told_asking(entry: Entry, appeal: Appeal, *, sealed: bool) -> tuple[str, str] | None:
    """A fact of asking as title and sentence; None for every other."""
    acts, payload = appeals.acts_of(appeal), entry.payload
    question = next((one for one in acts.questions if one.id == payload.get("question")), None)
    added = next((one for one in acts.supplements if one.id == payload.get("supplement")), None)
    told = {
        "appeals.question.asked": ("民警问您一个问题", question.text if question else ""),
        "appeals.question.answered": ("您回答了提问", question.answer if question else ""),
        "appeals.question.taken_back": ("民警收回了提问，不用再回答", ""),
        "appeals.question.lapsed": ("没有等到您的回答，按现有材料办", ""),
        "appeals.supplement.added": ("您补充了材料", added.text if added else ""),
        "appeals.appeal.urged": ("您催了一次，督办单位已经收到", ""),
    }
    found = told.get(entry.code)
    return (found[0], "") if found and sealed else found


def index_of(appeal: Appeal) -> str:
    """Whose list the file stands in: the blind index of its phone; empty where it may stand in none.

    Number and query code went to that very phone by SMS, so the list tells its holder nothing new. Where no SMS goes, because
    the phone may lie in another's hand, no list names the file either.
    """
    case = appeal.case
    party = case.applicant
    if party is None or party.is_anonymous or not party.phone:
        return ""
    is_hidden = case.hides_identity or case.confidentiality in NEVER_LISTED
    if is_hidden or appeal.tripwire.get("page") in SILENT_PAGES or case.state == State.ARCHIVED:
        return ""
    return phone_index(party.phone)
