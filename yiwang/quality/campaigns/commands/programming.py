"""工作任务: a programme, its tasks, how far they are, and that another person holds them against their standard."""

from dataclasses import dataclass
from datetime import date

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach, is_within
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.kit.work import command, unchanged
from yiwang.quality.campaigns import policies, queries
from yiwang.quality.campaigns.commands.measuring import MOVED, serving
from yiwang.quality.campaigns.commands.shared import digest, fitting, in_span, required
from yiwang.quality.campaigns.events import (
    ProgrammeClosed,
    ProgrammeOpened,
    TaskAccepted,
    TaskAdded,
    TaskDropped,
    TaskMoved,
    TaskNoted,
    TaskReported,
    TaskReturned,
)
from yiwang.quality.campaigns.models import STANDARD_SIGNS, TEXT_SIGNS, TITLE_SIGNS, Note, Programme, Task
from yiwang.quality.campaigns.states import UNDONE, ProgrammeState, TaskState

DEPTH = 4
"""How many levels a tree may have."""
WHOLE = 100


@command
def open_programme(
    *, by: Actor, title: str, unit: str, starts_on: date, ends_on: date, text: str = ""
) -> Programme:  # fmt: skip
    """立一项工作任务 of a unit, between two days. Invalid: no title, or days that cannot be."""
    whose = organisation.unit(code=unit)
    policies.may_plan(organisation.reach(by=by), whose).require()
    if ends_on < starts_on:
        raise Invalid("结束的日子要在开始以后", ends_on="结束的日子要在开始以后")
    programme = Programme.objects.create(
        title=required(title, field="title", message="请写名称", limit=TITLE_SIGNS), unit=whose,
        text=fitting(text, field="text", limit=TEXT_SIGNS), starts_on=starts_on, ends_on=ends_on,
        opened_by_id=by.officer_id or 0, opened_at=clock.now(),
    )  # fmt: skip
    record.write(by=by, event=ProgrammeOpened(programme.ref, whose.code, digest(programme.title, programme.ref)))
    return programme


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A task to be added. A heading has neither unit nor day nor standard. `parent`: key of the task it lies under."""

    title: str
    parent: int | None = None
    unit: str = ""
    officer: str = ""
    due_on: date | None = None
    standard: str = ""


@command
def add_task(*, by: Actor, programme_id: int, wish: Wish) -> Task:
    """加一个任务 or a heading. Invalid: a task without day or standard, a unit outside the programme's, a tree too deep."""
    reach = organisation.reach(by=by)
    programme = queries.lock_programme(reach=reach, id=programme_id)
    policies.may_add_task(reach, programme).require()
    parent = _parent(reach, programme, wish.parent)
    given = _owned(programme, wish) if wish.unit else {}
    task = Task.objects.create(
        programme=programme, parent=parent, place=queries.next_place(programme=programme, parent=parent),
        title=required(wish.title, field="title", message="请写任务", limit=TITLE_SIGNS), **given,
    )  # fmt: skip
    due = task.due_on.isoformat() if task.due_on else ""
    record.write(by=by, event=TaskAdded(task.ref, programme.ref, wish.unit, due, digest(task.title, task.ref)))
    return task


def _parent(reach: Reach, programme: Programme, key: int | None) -> Task | None:
    if not key:
        return None
    parent = queries.get_task(reach=reach, id=key)
    if parent.programme_id != programme.pk or not parent.is_heading:
        raise Invalid("只能加在标题下面", parent="只能加在标题下面，请重新选")
    depth, above = 1, parent
    while above.parent is not None:
        depth, above = depth + 1, above.parent
    if depth >= DEPTH:
        raise Invalid(f"最多{DEPTH}层", parent=f"最多{DEPTH}层，请加在上一层")
    return parent


def _owned(programme: Programme, wish: Wish) -> dict[str, object]:
    unit = organisation.unit(code=wish.unit)
    if not is_within(unit.code, programme.unit.code):
        raise Invalid("这个单位不在范围内", unit=f"只能选{programme.unit.short_name}和它下面的单位")
    if wish.due_on is None:
        raise Invalid("请写完成日期", due_on="请写完成日期")
    return {
        "unit": unit, "officer_id": serving(unit.code, wish.officer),
        "due_on": in_span(wish.due_on, programme.starts_on, programme.ends_on, field="due_on"),
        "standard": required(wish.standard, field="standard", message="请写验收标准", limit=STANDARD_SIGNS),
    }  # fmt: skip


def _mine(by: Actor, task_id: int) -> tuple[Reach, Task]:
    reach = organisation.reach(by=by)
    return reach, queries.lock_task(reach=reach, id=task_id)


@command
def note_task(*, by: Actor, task_id: int, text: str, percent: int) -> Task:
    """写进展: words, and how far it is (0 to 99 per cent; the rest is the report). The same as last time: unchanged."""
    reach, task = _mine(by, task_id)
    policies.may_note_task(reach, task).require()
    if not 0 <= percent < WHOLE:
        raise Invalid("进度写0到99", percent="进度写0到99；做完了请用“报完成”")
    words = required(text, field="text", message="请写做到哪一步", limit=TEXT_SIGNS)
    last = task.notes.first()
    if last and (last.text, last.percent) == (words, percent):
        return unchanged(task)
    Note.objects.create(task=task, text=words, percent=percent, by_id=by.officer_id or 0, at=clock.now())
    task.state, task.percent = TaskState.UNDER_WAY, percent
    task.save(update_fields=["state", "percent"])
    record.write(by=by, event=TaskNoted(task.ref, percent, digest(words, task.ref)))
    return task


@command
def move_task(*, by: Actor, task_id: int, due_on: date, reason: str) -> Task:
    """改日期, with the reason among its notes; the owner is reminded anew. The same day: unchanged. Invalid: as `add_task`."""
    reach, task = _mine(by, task_id)
    if task.due_on == due_on:
        return unchanged(task)
    policies.may_move_task(reach, task).require()
    words = required(reason, field="reason", message="请写为什么改日期", limit=TEXT_SIGNS - len(MOVED))
    task.due_on = in_span(due_on, task.programme.starts_on, task.programme.ends_on, field="due_on")
    task.told_on = None
    task.save(update_fields=["due_on", "told_on"])
    Note.objects.create(
        task=task, text=f"{MOVED}{words}", percent=task.percent, by_id=by.officer_id or 0, at=clock.now()
    )
    record.write(by=by, event=TaskMoved(task.ref, due_on, digest(words, task.ref)))
    return task


@command
def report_task(*, by: Actor, task_id: int, result: str) -> Task:
    """报完成, held against the standard by somebody else. Reported with these words: unchanged. Invalid: no words."""
    reach, task = _mine(by, task_id)
    words = required(result, field="result", message="请对照验收标准写完成情况", limit=TEXT_SIGNS)
    if task.state == TaskState.REPORTED and task.result == words:
        return unchanged(task)
    policies.may_note_task(reach, task).require()
    task.state, task.result, task.percent = TaskState.REPORTED, words, WHOLE
    task.reported_by_id, task.reported_at, task.verdict = by.officer_id, clock.now(), ""
    task.save()
    record.write(by=by, event=TaskReported(task.ref, digest(words, task.ref)))
    return task


@command
def accept_task(*, by: Actor, task_id: int, verdict: str = "") -> Task:
    """验收通过, by another hand. Accepted already: unchanged."""
    reach, task = _mine(by, task_id)
    if task.state == TaskState.ACCEPTED:
        return unchanged(task)
    policies.may_judge_task(reach, task).require()
    words = fitting(verdict, field="verdict", limit=TEXT_SIGNS)
    _decided(by, task, TaskState.ACCEPTED, words)
    record.write(by=by, event=TaskAccepted(task.ref, digest(words, task.ref)))
    return task


@command
def return_task(*, by: Actor, task_id: int, verdict: str) -> Task:
    """验收不通过: back to the owner with what is missing; its day stays. Under way already: unchanged."""
    reach, task = _mine(by, task_id)
    if task.state in UNDONE:
        return unchanged(task)
    policies.may_judge_task(reach, task).require()
    words = required(verdict, field="verdict", message="请写哪一条没有达到", limit=TEXT_SIGNS)
    last = task.notes.first()
    task.percent = last.percent if last else 0
    _decided(by, task, TaskState.UNDER_WAY, words)
    record.write(by=by, event=TaskReturned(task.ref, digest(words, task.ref)))
    return task


@command
def drop_task(*, by: Actor, task_id: int, verdict: str) -> Task:
    """取消, with the reason; it stays in the tree. Dropped already: unchanged. Conflict: accepted, or a heading over others."""
    reach, task = _mine(by, task_id)
    if task.state == TaskState.DROPPED:
        return unchanged(task)
    policies.may_add_task(reach, task.programme).require()
    if task.state == TaskState.ACCEPTED or task.children.exclude(state=TaskState.DROPPED).exists():
        raise Conflict("已经验收的，或者下面还有任务的，不能取消")
    words = required(verdict, field="verdict", message="请写为什么取消", limit=TEXT_SIGNS)
    _decided(by, task, TaskState.DROPPED, words)
    record.write(by=by, event=TaskDropped(task.ref, digest(words, task.ref)))
    return task


def _decided(by: Actor, task: Task, state: TaskState, words: str) -> None:
    task.state, task.verdict, task.decided_by_id, task.decided_at = state, words, by.officer_id, clock.now()
    task.save()


@command
def close_programme(*, by: Actor, programme_id: int) -> Programme:
    """结束. Closed already: unchanged. Refused: a task is neither accepted nor dropped."""
    reach = organisation.reach(by=by)
    programme = queries.lock_programme(reach=reach, id=programme_id)
    if programme.state == ProgrammeState.CLOSED:
        return unchanged(programme)
    policies.may_add_task(reach, programme).require()
    left = programme.tasks.filter(unit__isnull=False).exclude(state__in=[TaskState.ACCEPTED, TaskState.DROPPED])
    if count := left.count():
        raise Refused(f"还有{count}个任务没有验收，验收或取消以后再结束")
    programme.state, programme.closed_at = ProgrammeState.CLOSED, clock.now()
    programme.save(update_fields=["state", "closed_at"])
    record.write(by=by, event=ProgrammeClosed(programme.ref))
    return programme
