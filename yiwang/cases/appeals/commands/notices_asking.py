"""Who is told of questions, answers, supplements and urges."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.telling import appeal_of, of_case, tell_citizen, tell_officer, unit_of
from yiwang.cases.appeals.events import (
    AppealUrged,
    QuestionAnswered,
    QuestionAsked,
    QuestionLapsed,
    QuestionReminded,
    SupplementAdded,
)
from yiwang.cases.appeals.models import Appeal
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings


def _link(appeal: Appeal) -> str:
    return f"{settings().public_url}/t/{appeal.case.number}"


def _whose(appeal: Appeal) -> Officer | None:
    """The officer who has it, else the head of the unit; the desk hears of what it holds by its own list."""
    case = appeal.case
    return case.officer or (organisation.head_of(unit_code=case.unit.code) if case.unit else None)


def tell_asked(*, by: Actor, event: QuestionAsked) -> None:
    """The citizen, with the way to answer."""
    appeal = appeal_of(event.subject)
    params = {"number": appeal.case.number, "days": str(event.days), "link": _link(appeal)}
    tell_citizen(by=by, appeal=appeal, template="ap.ask_back", params=params)


def tell_reminded(*, by: Actor, event: QuestionReminded) -> None:
    """The citizen, once, on the third day."""
    appeal = appeal_of(event.subject)
    if question := queries.question(appeal=appeal, id=event.question):
        day = clock.local(question.due_at)
        params = {"number": appeal.case.number, "date": f"{day.month}月{day.day}日", "link": _link(appeal)}
        tell_citizen(by=by, appeal=appeal, template="ap.ask_back.remind", params=params)


def _tell_whose(by: Actor, appeal: Appeal, template: str, *names: str) -> None:
    tell_officer(by=by, case=appeal.case, template=template, to=_whose(appeal), params=of_case(appeal, *names))


def tell_answered(*, by: Actor, event: QuestionAnswered) -> None:
    """Who handles it: the answer is there, and by when it must be done now."""
    _tell_whose(by, appeal_of(event.subject), "ap.answered", "number", "due")


def tell_lapsed(*, by: Actor, event: QuestionLapsed) -> None:
    """Who handles it: nobody answered, and by when it must be done now."""
    _tell_whose(by, appeal_of(event.subject), "ap.ask_back.lapsed", "number", "due")


def tell_supplemented(*, by: Actor, event: SupplementAdded) -> None:
    """Who handles it."""
    _tell_whose(by, appeal_of(event.subject), "ap.supplemented", "number")


def tell_urged(*, by: Actor, event: AppealUrged) -> None:
    """The head of the supervising unit, not the officer who has it (ap.urge); where there is none, the unit's own head."""
    appeal = appeal_of(event.subject)
    case = appeal.case
    unit = case.supervising_unit or unit_of(case)
    params = {"number": case.number, "count": str(event.count), "unit": unit_of(case).short_name}
    head = organisation.head_of(unit_code=unit.code)
    tell_officer(by=by, case=case, template="ap.urged", to=head, params=params, kind="supervisor")
