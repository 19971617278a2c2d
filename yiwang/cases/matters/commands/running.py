"""分批办理: one file after another, each in a transaction of its own; cut off, it goes on where it was."""

from django.db.models import F

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.matters import queries
from yiwang.cases.matters.commands.opening import add
from yiwang.cases.matters.events import RunEnded, StepTaken
from yiwang.cases.matters.models import Member, Run, Step
from yiwang.cases.matters.states import RunKind, RunState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError, Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged


def carry_out(*, by: Actor, run_id: int) -> None:
    """A run from where it stands to its end; what is through stays as it is."""
    run = queries.run(id=run_id)
    if run.state == RunState.DONE:
        return
    hand = organisation.actor_for(officer=run.by) if run.by else _sender(run, by)
    for key in queries.steps_left(run=run):
        try:
            take_step(by=hand, run_id=run_id, case_id=key)
        except HouseError as error:
            refuse_step(by=by, run_id=run_id, case_id=key, reason=_reason(error))
    end_run(by=by, run_id=run_id)


def _sender(run: Run, by: Actor) -> Actor:
    """The house, for whoever approved the answer."""
    decided = organisation.officer(id=run.reply.decided_by_id) if run.reply and run.reply.decided_by_id else None
    return by.acting_for(decided.name) if decided else by


def _reason(error: HouseError) -> str:
    """Why not, as the button or the field would have said it."""
    fields = error.fields.values() if isinstance(error, Invalid) else ()
    return "；".join(fields) or error.message


@command
def take_step(*, by: Actor, run_id: int, case_id: int) -> Step:
    """Do with one file what the run does; done before, nothing changes. Whatever the act refuses, it refuses here."""
    run = Run.objects.select_for_update(of=("self",)).select_related("matter").get(pk=run_id)
    if step := run.steps.filter(case=case_id).first():
        return unchanged(step)
    if run.kind == RunKind.ADD:
        add(by=by, matter_id=run.matter_id, case_id=case_id)
    else:
        _answer(by, run, case_id)
    return _keep(by, run, case_id, is_done=True)


def _answer(by: Actor, run: Run, case_id: int) -> None:
    member = Member.objects.filter(matter=run.matter_id, case=case_id, left_at=None).first()
    if member is None or member.is_left_out:
        raise Invalid("这一件已经不在同诉求里，或不随主件答复")
    reply = appeals.answer_together(by=by, case_id=case_id, main_id=run.matter.main_id, more=member.more)
    member.reply, member.answered_at = reply, reply.decided_at
    member.save(update_fields=["reply", "answered_at"])


def _keep(by: Actor, run: Run, case_id: int, *, is_done: bool, reason: str = "") -> Step:
    step = Step.objects.create(run=run, case_id=case_id, is_done=is_done, reason=reason[:300], at=clock.now())
    name = "done" if is_done else "refused"
    Run.objects.filter(pk=run.pk).update(**{name: F(name) + 1})
    record.write(by=by, event=StepTaken(run.ref, Ref("casework.case", case_id), is_done))
    return step


@command
def refuse_step(*, by: Actor, run_id: int, case_id: int, reason: str) -> Step:
    """Keep that it was not done with one file, and why."""
    run = Run.objects.select_for_update().get(pk=run_id)
    if step := run.steps.filter(case=case_id).first():
        return unchanged(step)
    return _keep(by, run, case_id, is_done=False, reason=reason)


@command
def end_run(*, by: Actor, run_id: int) -> Run:
    """It is through; ended before, nothing changes."""
    run = Run.objects.select_for_update().get(pk=run_id)
    if run.state == RunState.DONE:
        return unchanged(run)
    run.state, run.ended_at = RunState.DONE, clock.now()
    run.save(update_fields=["state", "ended_at"])
    record.write(by=by, event=RunEnded(run.ref, run.done, run.refused))
    return run
