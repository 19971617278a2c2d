"""环节: the steps that the document laid, one after another, those of one group side by side (并联)."""

from collections.abc import Sequence

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.commands.shared import digest_of, taken, words_of
from yiwang.cases.applications.events import StepFinished
from yiwang.cases.applications.models import Application, ApplicationStep
from yiwang.cases.applications.queries.filing import unit_of_step
from yiwang.cases.applications.states import StepState
from yiwang.cases.casework import commands as casework
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import Limit
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged
from yiwang.offer.catalog.states.document import Step

SYSTEM_ROLE = "system"
_BY_THE_HOUSE = frozenset({"check", "notify", "issue", "sample"})
"""Kinds that the house does by itself where the document gives them to the system."""


@command
def begin_steps(*, by: Actor, one: Application) -> None:
    """Lay the steps of the document and begin the first."""
    if one.steps.exists():
        return
    facts, own = queries.known_facts(one), one.deciding_unit if one.handed_at else one.case.unit
    for place, step in enumerate(queries.laid(one.document, facts)):
        unit = unit_of_step(step, own) if own else None
        ApplicationStep.objects.create(
            application=one,
            place=place,
            code=step.code,
            kind=step.kind,
            name=step.name,
            role=step.role,
            group=step.group,
            unit=unit,
        )
    go_on(by=by, one=one)


def go_on(*, by: Actor, one: Application) -> None:
    """Begin what is next: nothing while something runs; of a group all at once; the decision and what follows wait
    for their moves.
    """
    steps = list(one.steps.select_related("unit"))
    if any(step.state == StepState.RUNNING for step in steps):
        return
    waiting = [step for step in steps if step.state == StepState.WAITING]
    if not waiting or waiting[0].kind in policies.AFTER_DECISION:
        return
    first = waiting[0]
    begun = [step for step in waiting if first.group and step.group == first.group] or [first]
    written = {step.code: step for step in one.document.flow}
    for step in begun:
        _begin(by=by, one=one, step=step, written=written.get(step.code))
    for step in begun:
        if _is_done_by_itself(step):
            _finish(by=by, one=one, step=step, is_passed=True, opinion="")
    go_on(by=by, one=one)


def _is_done_by_itself(step: ApplicationStep) -> bool:
    return step.role == SYSTEM_ROLE and step.kind in _BY_THE_HOUSE


def _begin(*, by: Actor, one: Application, step: ApplicationStep, written: Step | None) -> None:
    step.state, step.started_at = StepState.RUNNING, clock.now()
    if written and written.limit and written.limit.value and step.unit:
        limit = Limit(code=f"step.{step.code}", clock="step", value=written.limit.value, unit=written.limit.unit)
        hours = "" if step.unit.is_always_on_duty else step.unit.office_hours
        step.due_at = clocks.due(limit=limit, start=step.started_at, calendar=clocks.calendar(), office_hours=hours).at
    step.save(update_fields=["state", "started_at", "due_at"])
    if step.unit and one.case.unit_id != step.unit_id:
        casework.admit(by=by, case=one.case, units=[step.unit])


def _finish(*, by: Actor, one: Application, step: ApplicationStep, is_passed: bool, opinion: str) -> None:
    step.state = StepState.PASSED if is_passed else StepState.FAILED
    step.ended_at, step.officer_id, step.opinion = clock.now(), by.officer_id, opinion
    step.save(update_fields=["state", "ended_at", "officer", "opinion"])
    record.write(by=by, event=StepFinished(one.case.ref, step.code, is_passed, digest_of(one, opinion)))


@command
def finish_step(*, by: Actor, case_id: int, step: str, passed: bool = True, opinion: str = "") -> Application:
    """完成环节: what was found, by who does it. Done already: unchanged. Invalid: no such step runs, or it fails
    without a word.
    """
    who, one = taken(by=by, case_id=case_id)
    row = one.steps.select_related("unit").filter(code=step).first()
    if row and row.state in (StepState.PASSED, StepState.FAILED):
        return unchanged(one)
    policies.may_finish_step(who, one).require()
    if row is None or row.state != StepState.RUNNING:
        raise Invalid("这个环节现在不能办", step="请选正在办的环节")
    if not (by.is_machine or policies.does(who, row.unit.code if row.unit else "")):
        policies.NOT_YOURS.require()
    said = opinion.strip() if passed else words_of(opinion, message="不通过要写明理由", field="opinion")
    _finish(by=by, one=one, step=row, is_passed=passed, opinion=said[:2000])
    casework.settle(by=by, case=one.case)
    go_on(by=by, one=one)
    return one


@command
def skip(*, by: Actor, one: Application, kinds: Sequence[str] = ()) -> None:
    """What is not to be done any more, of these kinds or of all."""
    found = one.steps.filter(state__in=[StepState.WAITING, StepState.RUNNING])
    for row in found.filter(kind__in=kinds) if kinds else found:
        row.state = StepState.SKIPPED
        row.save(update_fields=["state"])


@command
def pass_steps(*, by: Actor, one: Application, kinds: Sequence[str]) -> None:
    """Steps that a move of its own has done (the decision, the issue, the delivery)."""
    for row in one.steps.filter(kind__in=kinds, state__in=[StepState.WAITING, StepState.RUNNING]):
        row.state, row.ended_at, row.officer_id = StepState.PASSED, clock.now(), by.officer_id
        row.started_at = row.started_at or row.ended_at
        row.save(update_fields=["state", "started_at", "ended_at", "officer"])
