"""Who is told of leaders' orders and of the second level: who must act next, and who waits for it."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.notices import ask_approval
from yiwang.cases.appeals.commands.orders import CLOCK, KIND
from yiwang.cases.appeals.commands.telling import appeal_of, tell_officer, unit_of, zh_moment
from yiwang.cases.appeals.events import InstructionClosed, InstructionGiven, InstructionReported, ReplyPassedUp
from yiwang.cases.appeals.models import Appeal, Instruction
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineNear
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.events import DeputyNamed
from yiwang.ground.organisation.models import Officer
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref


def _people(appeal: Appeal) -> list[tuple[Officer, str]]:
    """The officer who has it and the unit's head, each once, as whom."""
    head = organisation.head_of(unit_code=unit_of(appeal.case).code)
    found = [(appeal.case.officer, "officer"), (head, "unit_head")]
    return [(person, kind) for at, (person, kind) in enumerate(found) if person and (at == 0 or person != found[0][0])]


def tell_instructed(*, by: Actor, event: InstructionGiven) -> None:
    """The officer who has it and the head, at once."""
    appeal = appeal_of(event.subject)
    row = queries.instruction(id=event.instruction)
    params = {"number": appeal.case.number, "leader": row.by.name, "due": zh_moment(row.due_at)}
    for person, kind in _people(appeal):
        tell_officer(by=by, case=appeal.case, template="ap.instructed", to=person, params=params, kind=kind)


def tell_instruction_reported(*, by: Actor, event: InstructionReported) -> None:
    """Whoever gave it."""
    appeal, row = appeal_of(event.subject), queries.instruction(id=event.instruction)
    params = {"number": appeal.case.number, "unit": unit_of(appeal.case).short_name}
    tell_officer(
        by=by, case=appeal.case, template="ap.instruction.reported", to=row.by, params=params, kind="leader"
    )  # fmt: skip


def tell_instruction_closed(*, by: Actor, event: InstructionClosed) -> None:
    """Whoever reported it; where the file ended, whoever gave it."""
    appeal, row = appeal_of(event.subject), queries.instruction(id=event.instruction)
    to = row.by if event.state else row.reported_by
    params = {"number": appeal.case.number}
    tell_officer(by=by, case=appeal.case, template="ap.instruction.closed", to=to, params=params)


def tell_instruction_near(*, by: Actor, event: DeadlineNear) -> None:
    """The officer who has the file, else the head: the day draws near."""
    if row := _of_clock(event.subject, event.kind):
        for person, kind in _people(row.appeal)[:1]:
            _tell_late(by=by, row=row, to=person, kind=kind, template="ap.instruction.near")


def tell_instruction_missed(*, by: Actor, event: DeadlineMissed) -> None:
    """The unit's head: the day is over and nothing was reported; and whoever gave it."""
    if row := _of_clock(event.subject, event.kind):
        head = organisation.head_of(unit_code=unit_of(row.appeal.case).code)
        _tell_late(by=by, row=row, to=head, kind="unit_head", template="ap.instruction.late")
        _tell_late(by=by, row=row, to=row.by, kind="leader", template="ap.instruction.late")


def _of_clock(subject: Ref, kind: str) -> Instruction | None:
    is_ours = subject.kind == KIND and kind == CLOCK
    return queries.instruction(id=int(subject.id)) if is_ours else None


def _tell_late(*, by: Actor, row: Instruction, to: Officer | None, kind: str, template: str) -> None:
    case = row.appeal.case
    params = {"number": case.number, "leader": row.by.name, "due": zh_moment(row.due_at)}
    tell_officer(by=by, case=case, template=template, to=to, params=params, kind=kind)


def ask_second(*, by: Actor, event: ReplyPassedUp) -> None:
    """The nearest who may approve on the second level."""
    ask_approval(by=by, event=event)


def tell_deputy(*, by: Actor, event: DeputyNamed) -> None:
    """Whoever will stand in, from when to when."""
    row = organisation.delegation(id=event.delegation)
    params = {
        "officer": row.officer.name, "first": f"{row.valid_from.month}月{row.valid_from.day}日",
        "last": f"{row.valid_to.month}月{row.valid_to.day}日",
    }  # fmt: skip
    to = phones.to_officer(officer=row.deputy, kind="officer")
    messaging.send(by=by, template="ap.deputy", to=to, subject=row.ref, params=params)
