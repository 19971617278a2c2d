"""批示: a leader's order on an appeal, tracked by its own clock until it is reported and the leader is content."""

from dataclasses import replace
from datetime import date, timedelta

from yiwang.cases.appeals import policies
from yiwang.cases.appeals.commands.shared import required, taken_up, text_digest
from yiwang.cases.appeals.events import InstructionClosed, InstructionGiven, InstructionReported
from yiwang.cases.appeals.models import Appeal, Instruction
from yiwang.cases.appeals.states import InstructionState, Move
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.clocks.events import DeadlineMoved
from yiwang.ground.clocks.queries import Limit
from yiwang.ground.clocks.states import Ground, Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

KIND = "appeals.instruction"
"""Of the subject of its clock."""
CLOCK = "instruction"
LATEST = timedelta(days=366)
"""Nobody orders for later than a year."""


@command
def instruct(*, by: Actor, case_id: int, text: str, due: date | None = None) -> Instruction:
    """Give an order on the appeal. `due`: the day by whose end it is to be reported; else the table's own limit (ap.instruct).

    The same words by the same hand while they are open: unchanged. Invalid: no words, more than 1,000 signs, a day that is
    not to come.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_instruct(who, appeal).require()
    words = required(text, field="text", message="请写批示，或选一句常用的", limit=1000)
    if due and not timedelta(0) < due - clock.today() <= LATEST:
        raise Invalid(due="请选明天或以后、一年以内的日子；当天要办的请打电话")
    known = Instruction.objects.filter(appeal=appeal, by_id=by.officer_id, state=InstructionState.OPEN)
    if same := next((one for one in known if one.text == words), None):
        return unchanged(same)
    by = policies.hand(who, Move.INSTRUCT, appeal.case)
    row = Instruction.objects.create(appeal=appeal, text=words, by_id=by.officer_id or 0, at=clock.now())
    if limit := _limit(appeal, due):
        row.due_at = clocks.start(by=by, subject=row.ref, kind=CLOCK, limit=limit, at=row.at, round=1).at
        row.save(update_fields=["due_at"])
    until = clock.local(row.due_at).date().isoformat() if row.due_at else ""
    record.write(by=by, event=InstructionGiven(appeal.case.ref, row.pk, until, text_digest(words, salt=row.pk)))
    return row


def _limit(appeal: Appeal, due: date | None) -> Limit | None:
    case = appeal.case
    own = clocks_queries.limit_for(
        clock=CLOCK,
        type=appeal.type,
        category=appeal.category,
        channel=case.channel,
        priority=case.priority,
        began=case.began,
    )
    if due is None:
        return own
    named = own or Limit(code="ap.instruct", clock=CLOCK, value=1, unit=Unit.DAYS)
    return replace(named, value=(due - clock.today()).days, unit=Unit.DAYS)


@command
def report_instruction(*, by: Actor, case_id: int, report: str, instruction_id: int | None = None) -> Instruction:
    """Say what was done; the order's clock stops and whoever gave it is told. `instruction_id`: else the oldest that waits.

    Reported already with these words: unchanged. Missing: no such order waits on this file.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    words = required(report, field="report", message="请写怎样落实的、结果如何")
    own = Instruction.objects.filter(appeal=appeal)
    said = own.filter(state=InstructionState.REPORTED, reported_by_id=by.officer_id, report=words)
    if known := said.filter(**{"pk": instruction_id} if instruction_id else {}).first():
        return unchanged(known)
    policies.may_report_instruction(who, appeal).require()
    waiting = own.filter(state=InstructionState.OPEN).order_by("at", "pk")
    row = waiting.filter(**{"pk": instruction_id} if instruction_id else {}).first()
    if row is None:
        raise Missing("这条批示已经报告过，或不在这一件上")
    by = policies.hand(who, Move.REPORT_INSTRUCTION, appeal.case)
    row.state, row.report, row.reported_by_id, row.reported_at = (
        InstructionState.REPORTED, words, by.officer_id, clock.now(),
    )  # fmt: skip
    row.save(update_fields=["state", "report", "reported_by", "reported_at"])
    clocks.stop(by=by, subject=row.ref, kind=CLOCK, ground=Ground.DONE)
    record.write(by=by, event=InstructionReported(appeal.case.ref, row.pk, text_digest(words, salt=row.pk)))
    return row


@command
def close_instruction(*, by: Actor, case_id: int, instruction_id: int | None = None) -> Instruction:
    """阅结: whoever gave it is content, reported or not. `instruction_id`: else the one reported first.

    Closed already: unchanged. Missing: no such order of this hand's on this file.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    closed = Instruction.objects.filter(appeal=appeal, pk=instruction_id or 0, state=InstructionState.CLOSED).first()
    if closed and closed.by_id in who.hands:
        return unchanged(closed)
    policies.may_close_instruction(who, appeal).require()
    keys = [one.id for one in policies.closable(who, appeal) if instruction_id in (None, one.id)]
    if not keys:
        raise Missing("这条批示不是您作的，或不在这一件上")
    by = policies.hand(who, Move.CLOSE_INSTRUCTION, appeal.case)
    return _close(by=by, subject=appeal.case.ref, row=Instruction.objects.select_related("appeal").get(pk=keys[0]))


def _close(*, by: Actor, subject: Ref, row: Instruction, ground: Ground = Ground.DONE, state: str = "") -> Instruction:
    row.state, row.closed_at = InstructionState.CLOSED, clock.now()
    row.save(update_fields=["state", "closed_at"])
    clocks.stop(by=by, subject=row.ref, kind=CLOCK, ground=ground)
    record.write(by=by, event=InstructionClosed(subject, row.pk, state))
    return row


@command
def end_instructions(*, by: Actor, event: Event) -> None:
    """Reaction: the file was withdrawn, handed back or merged; what was ordered about it is closed with it.

    With an answer, a return or a new round an order stays open: the leader wants to hear of it all the same.
    """
    rows = list(Instruction.objects.filter(appeal_id=int(event.subject.id)).exclude(state=InstructionState.CLOSED))
    for row in rows:
        _close(by=by, subject=event.subject, row=row, ground=Ground.CANCELLED, state=event.code.rpartition(".")[2])
    return None if rows else unchanged(None)


@command
def follow_instruction(*, by: Actor, event: DeadlineMoved) -> None:
    """Reaction: a new calendar moved the day by which an order is to be reported; its row keeps what the ledger says."""
    if event.subject.kind == KIND and event.due_at:
        Instruction.objects.filter(pk=int(event.subject.id)).update(due_at=event.due_at)
    return unchanged(None)
