"""脱敏确认, and what follows a change of grade: where the words are kept, and on whose desk the file lies."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.shared import end_open_business, required, start_clock, text_digest
from yiwang.cases.appeals.commands.triage import put_on_desk
from yiwang.cases.appeals.commands.words import HOUSE, TITLE_SIGNS, kept
from yiwang.cases.appeals.events import AppealHandedOver
from yiwang.cases.appeals.models import Appeal, ReplyState, Route
from yiwang.cases.appeals.queries.rereading import told_of, understand_ungraded
from yiwang.cases.appeals.queries.understanding import plain_secrecy
from yiwang.cases.appeals.states import IN_UNIT, HandOver, State
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.secrecy import commands as secrecy
from yiwang.cases.secrecy.events import CaseRegraded
from yiwang.cases.secrecy.models import Redaction
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged

WORDS_SIGNS = 20000
_REVIEWED = (State.REVIEW, State.SECOND_REVIEW)


@command
def redact(*, by: Actor, case_id: int, text: str, title: str = "") -> Redaction:
    """脱敏确认: these words, and no others, are read and found by whoever works on an informant's file.

    `text`: as the person left it; `title`: empty keeps the one that stands. Refused: no informant's file, or neither desk nor
    holder. Invalid: no text. The same again: unchanged.
    """
    appeal = queries.lock_appeal(by=by, case_id=case_id)
    words = required(text, field="text", message="脱敏后的文字不能是空的", limit=WORDS_SIGNS)
    digest = text_digest(words, salt=appeal.case.number)
    made = secrecy.redact(by=by, case_id=case_id, digest=digest, marks=words.count("▇") // 2)
    called = (title.strip() or appeal.case.title)[:TITLE_SIGNS]
    if (appeal.content, appeal.case.title) != (words, called):
        appeal.content = words
        appeal.save(update_fields=["content"])
        casework.settle(by=by, case=appeal.case, title=called)
        casework.index_texts(by=by, found=[(appeal.case, (words, appeal.place))])
    return unchanged(made)  # the room of grades has recorded it, where it is any change


@command
def follow_grade(*, by: Actor, event: CaseRegraded) -> None:
    """Reaction: the words go where the new grade keeps them, the index with them, and the file to whom it holds from now on."""
    appeal = queries.lock_appeal(by=HOUSE, case_id=int(event.subject.id))
    case = appeal.case
    if not event.grade:
        _plain(appeal)
        return
    words = kept(
        confidentiality=case.confidentiality, title="" if appeal.sealed_content else case.title,
        content=appeal.sealed_content or appeal.content, names=[case.applicant.name] if case.applicant else [],
    )  # fmt: skip
    appeal.content, appeal.sealed_content = words.content, words.sealed
    if case.confidentiality != Confidentiality.NORMAL:
        appeal.suggestion = appeal.suggestion | {"words": []}
    appeal.save(update_fields=["content", "sealed_content", "suggestion", "place"])
    casework.settle(by=HOUSE, case=case, title=words.title)
    casework.index_texts(by=HOUSE, found=[(case, (words.content, appeal.place))])
    unit = organisation.roster().standing.get(event.unit)
    if unit is not None and case.unit_id != unit.pk:
        _carry(appeal, unit)


def _plain(appeal: Appeal) -> None:
    """The grade was struck: as secret as its category says, proposed anew by the rules that route, and before the operators."""
    case, state = appeal.case, State(appeal.case.state)
    said = Confidentiality.PERSONAL if case.hides_identity else plain_secrecy(queries.category(appeal.category))
    appeal.suggestion = understand_ungraded(told_of(appeal)).as_json()
    appeal.route = Route.OPERATOR
    appeal.save(update_fields=["suggestion", "route"])
    casework.settle(by=HOUSE, case=case, confidentiality=Confidentiality(said))
    if state not in IN_UNIT:
        return
    if waiting := queries.open_reply(appeal=appeal):
        waiting.state = ReplyState.DRAFT
        waiting.save(update_fields=["state"])
    end_open_business(by=HOUSE, appeal=appeal, counts_on=True)
    casework.settle(
        by=HOUSE, case=case, state=State.REGISTERED, unit=None, supervising_unit=None, officer=None, pushed_at=None,
        signed_at=None,
    )  # fmt: skip
    for kind in ("sign", "first_contact", "approve"):
        clocks.stop(by=HOUSE, subject=case.ref, kind=kind)
    start_clock(by=HOUSE, appeal=appeal, name="triage")


def _carry(appeal: Appeal, unit: Unit) -> None:
    """From whoever has it to the unit that the grade says; what waited for an approver there is a draft again."""
    case, state = appeal.case, State(appeal.case.state)
    if state is State.REGISTERED and case.confidentiality != Confidentiality.SEALED:
        return  # the operator who raised it has it still, and pushes it to the desk that is proposed
    officer = organisation.default_handler(unit_code=unit.code, without=case.excluded_officers)
    if state is State.REGISTERED:
        appeal.route = Route.OPERATOR
        appeal.save(update_fields=["route"])
        clocks.stop(by=HOUSE, subject=case.ref, kind="triage")
        put_on_desk(by=HOUSE, appeal=appeal, unit=unit, officer=officer)
        return
    before, had = case.unit, case.officer
    if waiting := queries.open_reply(appeal=appeal):
        waiting.state = ReplyState.DRAFT
        waiting.save(update_fields=["state"])
    back = {"state": State.HANDLING} if state in _REVIEWED else {}
    casework.settle(by=HOUSE, case=case, unit=unit, supervising_unit=None, officer=officer, **back)
    clocks.stop(by=HOUSE, subject=case.ref, kind="approve")
    codes = (officer.code if officer else "", before.code if before else "", had.code if had else "")
    record.write(by=HOUSE, event=AppealHandedOver(case.ref, unit.code, *codes, HandOver.REGRADED))
