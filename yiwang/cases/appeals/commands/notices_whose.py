"""Who is told whose an appeal is: the operators, the superior who must say it, the unit that is named."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.telling import CASE, appeal_of, tell_officer, unit_of, zh_moment
from yiwang.cases.appeals.events import AppealDesignated, AppealReturned
from yiwang.cases.appeals.models import Appeal, Return
from yiwang.cases.appeals.states import ReturnGround, State
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.events import DeadlineMissed
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor


def tell_returned(*, by: Actor, event: AppealReturned) -> None:
    """Who dispatched it, or the leads of the desk where the house did; the second time the superior, by when."""
    appeal = appeal_of(event.subject)
    if event.superior:
        _ask_superior(by, appeal, event.superior)
        return
    given = queries.returns_of(appeal=appeal)[event.number - 1]
    params = {
        "number": appeal.case.number, "unit": given.unit.short_name, "suggest": _suggested(given),
        "reason": ReturnGround(given.ground).label,
    }  # fmt: skip
    for person in _dispatchers(appeal):
        tell_officer(by=by, case=appeal.case, template="ap.return", to=person, params=params, kind="operator")


def _suggested(given: Return) -> str:
    return given.suggested.short_name if given.suggested else "请受理台定"


def _dispatchers(appeal: Appeal) -> list[Officer]:
    pushed_by = appeal.pushed_by
    if pushed_by and pushed_by.is_active:
        return [pushed_by]
    return organisation.holders(role=Role.TRIAGE_LEAD) or organisation.holders(role=Role.OPERATOR)


def _ask_superior(by: Actor, appeal: Appeal, unit_code: str) -> None:
    standing = clocks.promise(subject=appeal.case.ref, kind="designate")
    params = {"number": appeal.case.number, "time": zh_moment(standing.due_at if standing else None)}
    head = organisation.head_of(unit_code=unit_code)
    tell_officer(by=by, case=appeal.case, template="ap.designate.ask", to=head, params=params, kind="unit_head")


def tell_designated(*, by: Actor, event: AppealDesignated) -> None:
    """The head of the unit that has it from now on."""
    appeal = appeal_of(event.subject)
    head = organisation.head_of(unit_code=event.unit)
    params = {"number": appeal.case.number}
    tell_officer(by=by, case=appeal.case, template="ap.designate", to=head, params=params, kind="unit_head")


def tell_undesignated(*, by: Actor, event: DeadlineMissed) -> None:
    """The superior's own head once more, and the head of the unit above it (time_limits.csv ap.designate)."""
    if event.subject.kind != CASE or event.kind != "designate":
        return
    appeal = appeal_of(event.subject)
    if appeal.case.state != State.REGISTERED:
        return
    unit = unit_of(appeal.case)
    above = organisation.ancestors(unit.code)[:2]
    params = {"number": appeal.case.number, "unit": unit.short_name, "time": zh_moment(event.due_at)}
    for head in {organisation.head_of(unit_code=code) for code in above}:
        tell_officer(by=by, case=appeal.case, template="ap.designate.late", to=head, params=params, kind="unit_head")
