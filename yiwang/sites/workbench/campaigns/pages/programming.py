"""Pages of the work programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation.queries import Reach
from yiwang.kit import sheets
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import Verdict
from yiwang.quality.campaigns import policies, queries
from yiwang.quality.campaigns.models import Note, Notice, NoticeLine, Programme, Task
from yiwang.quality.campaigns.queries import Branch
from yiwang.quality.campaigns.states import UNDONE, Colour, NoticeState, ProgrammeState, TaskState
from yiwang.sites.ui.pages import ClockChip, Fact, Kpi, Row, Tag
from yiwang.sites.workbench.campaigns.pages.shared import Choices, day, due

_TONES = {"to_begin": "", "under_way": "go", "reported": "warn", "accepted": "ok", "dropped": "hold"}
_COLUMNS = (
    ("编号", 8), ("任务", 36), ("责任单位", 18), ("完成日期", 14), ("验收标准", 40), ("状态", 10), ("进度", 8), ("是否过期", 10),
    ("完成情况", 40),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Programmes in sight."""

    rows: Sequence[Row]
    may_plan: Verdict


def home(reach: Reach) -> ListPage:
    """Open ones first."""
    found = sorted(queries.seen_programmes(reach=reach)[:200], key=lambda one: one.state != ProgrammeState.OPEN)
    return ListPage(rows=[_row(one) for one in found], may_plan=policies.may_plan(reach))


def _row(one: Programme) -> Row:
    state = ProgrammeState(one.state)
    return Row(
        url=reverse("programme:one", args=[one.pk]), title=one.title,
        meta=f"{one.unit.short_name} · {day(one.starts_on)}—{day(one.ends_on)}",
        tag=Tag(text=state.label, tone="go" if state is ProgrammeState.OPEN else "ok"),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Line:
    """A task of the tree. `depth`: how far it is moved in."""

    branch: Branch
    url: str
    tag: Tag | None
    due: ClockChip | None
    on: str


@dataclass(frozen=True, kw_only=True)
class NoticeBox:
    """A notice with its units."""

    notice: Notice
    title: str
    tag: Tag
    red: Sequence[NoticeLine]
    black: Sequence[NoticeLine]
    issue: Verdict


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """A programme with its whole tree."""

    programme: Programme
    lines: Sequence[Line]
    kpis: Sequence[Kpi]
    facts: Sequence[Fact]
    notices: Sequence[NoticeBox]
    add: Verdict
    nonce: str


def one(reach: Reach, programme: Programme, *, nonce: str) -> OnePage:
    """The tree, how far it is, and the notices that have been drawn up."""
    branches = queries.branches(programme=programme)
    facts = [
        Fact(term=_("组织单位"), value=programme.unit.short_name),
        Fact(term=_("时间"), value=f"{day(programme.starts_on)}—{day(programme.ends_on)}"),
    ]
    if programme.text:
        facts.append(Fact(term=_("说明"), value=programme.text))
    return OnePage(
        programme=programme, lines=[_line(one) for one in branches], kpis=_kpis(branches), facts=facts,
        notices=[_notice(reach, found) for found in queries.notices(programme=programme)],
        add=policies.may_add_task(reach, programme), nonce=nonce,
    )  # fmt: skip


def _line(branch: Branch) -> Line:
    task = branch.task
    return Line(
        branch=branch, url="" if task.is_heading else reverse("programme:task", args=[task.pk]),
        tag=None if task.is_heading else task_tag(task), due=due(task.due_on, is_open=task.state in UNDONE),
        on=day(task.due_on),
    )  # fmt: skip


def task_tag(task: Task) -> Tag:
    """Where a task is."""
    state = TaskState(task.state)
    return Tag(text=state.label, tone=_TONES[state.value])  # type: ignore[arg-type]


def _kpis(branches: Sequence[Branch]) -> list[Kpi]:
    tasks = [one for one in branches if not one.task.is_heading and one.task.state != TaskState.DROPPED]
    done = sum(one.task.state == TaskState.ACCEPTED for one in tasks)
    late, soon = (sum(one.heat == heat for one in tasks) for heat in ("late", "soon"))
    return [
        Kpi(label=_("任务"), value=str(len(tasks)), unit=_("项")),
        Kpi(label=_("已验收"), value=str(done), unit=_("项")),
        Kpi(label=_("7天内到期"), value=str(soon), unit=_("项")),
        Kpi(label=_("过期没报"), value=str(late), unit=_("项"), tone="bad" if late else ""),
    ]


def _notice(reach: Reach, notice: Notice) -> NoticeBox:
    state, lines = NoticeState(notice.state), list(notice.lines.all())
    return NoticeBox(
        notice=notice, title=_("第%(n)s期，截至%(day)s") % {"n": notice.serial, "day": day(notice.until)},
        tag=Tag(text=state.label, tone="ok" if state is NoticeState.ISSUED else "warn"),
        red=[line for line in lines if line.colour == Colour.RED],
        black=[line for line in lines if line.colour == Colour.BLACK], issue=policies.may_issue(reach, notice),
    )  # fmt: skip


def headings(programme: Programme) -> Choices:
    """Headings under which a task may lie."""
    tree = queries.branches(programme=programme)
    return [(str(one.task.pk), f"{one.number} {one.task.title}") for one in tree if one.task.is_heading]


class Judge(Protocol):
    """A command that says of a task what becomes of it."""

    def __call__(self, *, by: Actor, task_id: int, verdict: str) -> Task:
        """Say so, with words."""


@dataclass(frozen=True, kw_only=True)
class TaskPage:
    """One task with its notes."""

    task: Task
    tag: Tag
    due: ClockChip | None
    facts: Sequence[Fact]
    notes: Sequence[Note]
    note: Verdict
    judge: Verdict
    drop: Verdict
    move: Verdict


def task(reach: Reach, found: Task) -> TaskPage:
    """One task as this reader sees it."""
    told = [
        (_("责任单位"), found.unit.short_name if found.unit else ""), (_("责任人"), found.officer.name if found.officer else ""),
        (_("完成日期"), day(found.due_on)), (_("验收标准"), found.standard), (_("进度"), f"{found.percent}%"),
        (_("完成情况"), found.result), (_("报完成"), found.reported_by.name if found.reported_by else ""),
        (_("验收意见"), found.verdict), (_("验收"), found.decided_by.name if found.decided_by else ""),
    ]  # fmt: skip
    return TaskPage(
        task=found, tag=task_tag(found), due=due(found.due_on, is_open=found.state in UNDONE),
        facts=[Fact(term=term, value=value) for term, value in told if value],
        notes=list(found.notes.select_related("by")), note=policies.may_note_task(reach, found),
        judge=policies.may_judge_task(reach, found), drop=policies.may_add_task(reach, found.programme),
        move=policies.may_move_task(reach, found),
    )  # fmt: skip


def sheet(programme: Programme) -> bytes:
    """The tree as a workbook."""
    rows = [_cells(one) for one in queries.branches(programme=programme)]
    return sheets.write(title="工作任务", columns=_COLUMNS, rows=rows)


def _cells(branch: Branch) -> list[str]:
    task = branch.task
    state = "" if task.is_heading else TaskState(task.state).label
    return [
        branch.number, task.title, task.unit.short_name if task.unit else "", day(task.due_on), task.standard, state,
        f"{branch.percent}%", "过期" if branch.heat == "late" else "", task.result,
    ]  # fmt: skip
