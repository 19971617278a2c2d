"""Who is told that a letter was split, or that a file is worked on with another."""

from collections.abc import Sequence

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.telling import appeal_of, tell_citizen, tell_officer
from yiwang.cases.appeals.events import AppealMerged, AppealTookIn, AppealUnmerged, ReplyApproved
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.kit import numbers
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings


def tell_split(*, by: Actor, appeal: Appeal, cases: Sequence[Case], code: str) -> None:
    """The citizen, once for all parts: the new numbers and the code that opens them, which is secret and in no event."""
    params = {
        "number": appeal.case.number, "numbers": "、".join(case.number for case in cases), "code": numbers.show_code(code),
    }  # fmt: skip
    tell_citizen(by=by, appeal=appeal, template="ap.split", params=params)


def tell_merged(*, by: Actor, event: AppealMerged) -> None:
    """The citizen: worked on together, own answer all the same."""
    appeal = appeal_of(event.subject)
    tell_citizen(by=by, appeal=appeal, template="ap.merged", params={"number": appeal.case.number})


def tell_took_in(*, by: Actor, event: AppealTookIn) -> None:
    """The officer of the main file: one more waits for the answer."""
    case = appeal_of(event.subject).case
    params = {"number": case.number, "other": event.other}
    tell_officer(by=by, case=case, template="ap.took_in", to=case.officer, params=params)


def tell_unmerged(*, by: Actor, event: AppealUnmerged) -> None:
    """Whoever has it again."""
    case = appeal_of(event.subject).case
    tell_officer(by=by, case=case, template="ap.unmerged", to=case.officer, params={"number": case.number})


def tell_answer_to_merged(*, by: Actor, event: ReplyApproved) -> None:
    """The citizens whose files are worked on with this one: their answer is there, under their own number."""
    for case_id in casework.merged_into(case_id=int(event.subject.id)):
        appeal = queries.get_by_id(case_id=case_id)
        link = f"{settings().public_url}/t/{appeal.case.number}"
        tell_citizen(
            by=by, appeal=appeal, template="ap.replied.merged", params={"number": appeal.case.number, "link": link}
        )
