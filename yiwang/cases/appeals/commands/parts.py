"""主办和协办: units are called in, each for a task with a clock of its own; they report, or are not needed any more."""

from collections.abc import Sequence
from datetime import timedelta

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.shared import ends_open_business, move, required, taken_up, text_digest
from yiwang.cases.appeals.events import PartRecalled, PartReported, UnitCalledIn
from yiwang.cases.appeals.models import Appeal, Part
from yiwang.cases.appeals.states import Move, PartState
from yiwang.cases.casework import commands as casework
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.clocks.events import DeadlineMoved
from yiwang.ground.clocks.states import Ground
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

KIND = "co_handling"
SUBJECT = "appeals.part"
TASK_SIGNS, ANSWER_SIGNS = 1000, 2000
AT_ONCE = 10
"""Units that are called in by one move."""
AFTERWARDS = timedelta(days=30)
"""How long guests still read a file after it, or its round, has ended (bureau default, no source)."""


@command
def call_in(*, by: Actor, case_id: int, tasks: Sequence[tuple[str, str]]) -> list[Part]:
    """请协办: each unit (its code) gets its task and its own clock (time_limits.csv ap.cosign), and may read the file.

    Asked for the very same by the same hand already: unchanged. Invalid: no unit, one that is closed, excluded, handles the
    file itself, stands twice, or has a part open already; an empty task.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_call_in(who, appeal).require()
    by = policies.hand(who, Move.CALL_IN, appeal.case)
    wanted = [(_unit(appeal, code), _task(task, place)) for place, (code, task) in enumerate(tasks)]
    if not 1 <= len(wanted) <= AT_ONCE or len({unit.pk for unit, _ in wanted}) != len(wanted):
        raise Invalid("请选协办单位", unit_0=f"请选1到{AT_ONCE}个不同的单位")
    known = {one.unit_id: one for one in Part.objects.filter(appeal=appeal, state=PartState.OPEN)}
    if all(
        (one := known.get(unit.pk)) and (one.task, one.called_by_id) == (task, by.officer_id) for unit, task in wanted
    ):
        return unchanged(list(known.values()))
    if twice := [unit.short_name for unit, _ in wanted if unit.pk in known]:
        raise Invalid("已经请过这个单位", unit_0=f"{'、'.join(twice)}正在协办，要另加任务，请先取消再请")
    made = [_called(by, appeal, unit, task) for unit, task in wanted]
    casework.admit(by=by, case=appeal.case, units=[unit for unit, _ in wanted])
    move(by=by, appeal=appeal, by_move=Move.CALL_IN)
    return made


def _unit(appeal: Appeal, code: str) -> Unit:
    unit = organisation.roster().by_code.get(code)
    if unit is None or not unit.is_open:
        raise Invalid("没有这个单位", unit_0="请从列出的全称里选一个单位")
    if unit.code in appeal.case.excluded_units:
        raise Invalid("不能请这个单位", unit_0="这是被反映的单位，不能参与办理")
    if unit.pk == appeal.case.unit_id:
        raise Invalid("不用请本单位", unit_0="主办单位不用请，请选别的单位")
    return unit


def _task(task: str, place: int) -> str:
    return required(task, field=f"task_{place}", message="请写明要这个单位做什么", limit=TASK_SIGNS)


def _called(by: Actor, appeal: Appeal, unit: Unit, task: str) -> Part:
    case, now = appeal.case, clock.now()
    part = Part.objects.create(
        appeal=appeal, round=case.round, unit=unit, task=task, called_by_id=by.officer_id or 0, called_at=now,
        due_at=case.due_at or now,
    )  # fmt: skip
    limit = clocks_queries.limit_for(
        clock=KIND,
        type=appeal.type,
        category=appeal.category,
        channel=case.channel,
        priority=case.priority,
        began=case.began,
    )
    if limit:
        hours = "" if unit.is_always_on_duty else unit.office_hours
        part.due_at = clocks.start(by=by, subject=part.ref, kind=KIND, limit=limit, at=now, hours=hours, round=1).at
        part.save(update_fields=["due_at"])
    record.write(by=by, event=UnitCalledIn(case.ref, part.pk, unit.code, text_digest(task, salt=part.pk)))
    return part


@command
def recall_part(*, by: Actor, case_id: int, part_id: int) -> Part:
    """取消协办: the unit need not do it any more, and no longer reads the file. Conflict: it has reported already."""
    who, appeal = taken_up(by=by, case_id=case_id)
    part = queries.part(appeal=appeal, id=part_id)
    if part.state == PartState.RECALLED:
        return unchanged(part)
    if part.state == PartState.REPORTED:
        raise Conflict("这个单位已经反馈了，请刷新看看最新情况")
    act = next(one for one in queries.acts_of(appeal).parts if one.id == part.pk)
    policies.may_recall_part(who, appeal, act).require()
    by = policies.hand(who, Move.RECALL_PART, appeal.case)
    _recalled(by, appeal, part)
    casework.dismiss(by=by, case=appeal.case, until=clock.now(), units=[part.unit_id])
    move(by=by, appeal=appeal, by_move=Move.RECALL_PART)
    return part


def _recalled(by: Actor, appeal: Appeal, part: Part) -> None:
    part.state, part.ended_at = PartState.RECALLED, clock.now()
    part.save(update_fields=["state", "ended_at"])
    clocks.stop(by=by, subject=part.ref, kind=KIND, ground=Ground.CANCELLED)
    record.write(by=by, event=PartRecalled(appeal.case.ref, part.pk, part.unit.code))


@command
def report_part(*, by: Actor, case_id: int, answer: str, part_id: int | None = None) -> Part:
    """协办反馈: what the helping unit found or did. `part_id`: which; else the one that this officer's unit still owes.

    The cover stays as it is: whoever writes the answer meanwhile is not sent back for it.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    mine = policies.my_parts(who, appeal)
    act = next((one for one in mine if part_id in (None, one.id) and (part_id or one.state is PartState.OPEN)), None)
    words = required(answer, field="answer", message="请写下办了什么、查到什么", limit=ANSWER_SIGNS)
    if act and act.state is PartState.REPORTED and act.answer == words:
        return unchanged(queries.part(appeal=appeal, id=act.id))
    policies.may_report_part(who, appeal, act).require()
    assert act is not None
    part = queries.part(appeal=appeal, id=act.id)
    part.state, part.answer, part.officer_id, part.ended_at = PartState.REPORTED, words, by.officer_id, clock.now()
    part.save(update_fields=["state", "answer", "officer", "ended_at"])
    clocks.stop(by=by, subject=part.ref, kind=KIND, ground=Ground.DONE)
    record.write(by=by, event=PartReported(appeal.case.ref, part.pk, part.unit.code, text_digest(words, salt=part.pk)))
    return part


@ends_open_business
def _end_parts(by: Actor, appeal: Appeal) -> None:
    """With the file, or its round, or where it leaves its unit: what is still owed is owed no more; guests go after a while."""
    parts = queries.acts_of(appeal).parts
    for part in Part.objects.select_related("unit").filter(appeal=appeal, state=PartState.OPEN) if parts else ():
        _recalled(by, appeal, part)
    if parts:
        units = [one.unit_id for one in parts]
        casework.dismiss(by=by, case=appeal.case, until=clock.now() + AFTERWARDS, units=units)


@command
def follow_part(*, by: Actor, event: DeadlineMoved) -> None:
    """Reaction: a new calendar moved the clock of a part; its list shows the same moment as the ledger, which is the fact."""
    if event.subject.kind == SUBJECT and event.due_at:
        part = queries.part_by_id(id=int(event.subject.id))
        part.due_at = event.due_at
        part.save(update_fields=["due_at"])
    return unchanged(None)
