"""Pages of the call-back desk as their templates take them. Nobody's number, and nothing of the matter but its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.privacy import mask_name, mask_phone
from yiwang.kit.verdicts import Verdict
from yiwang.quality.asking import policies, queries
from yiwang.quality.asking.models import Task
from yiwang.quality.asking.queries import Step
from yiwang.quality.asking.states import Purpose, Reached, TaskState
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, ClockChip, Fact, Pager, Row, Tag
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.calls.forms import SHOWS
from yiwang.sites.workbench.desk.pages.slices import SLICE

_TONES = {TaskState.TAKEN: "warn", TaskState.DONE: "ok", TaskState.GIVEN_UP: "", TaskState.DROPPED: ""}


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Calls of a desk. `ring`: whether people may be rung up now, else why not."""

    title: str
    chips: Sequence[Chip]
    rows: Sequence[Row]
    pager: Pager | None
    ring: str


@dataclass(frozen=True, kw_only=True)
class Try:
    """One attempt that was made."""

    at: str
    who: str
    what: str
    note: str


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """One call. `tel`: the number, only in answer to a click that was put on record; `phone`: as it is shown."""

    id: int
    title: str
    number: str
    tag: Tag
    clock: ClockChip | None
    facts: Sequence[Fact]
    steps: Sequence[Step]
    tries: Sequence[Try]
    phone: str
    tel: str
    is_mine: bool
    is_open: bool
    take: Verdict
    dial: Verdict


def home(by: Actor, reach: Reach, *, show: str, page: int) -> ListPage:
    """The list: what may be called now first."""
    now, path = clock.now(), reverse("calls:home")
    rows = queries.tasks_for(by=by, reach=reach)
    if show == "over":
        rows = queries.tasks_of(by=by, reach=reach).filter(ended_at__isnull=False)
    elif show == "mine":
        rows = rows.filter(state=TaskState.TAKEN)
    elif show == "now":
        rows = rows.filter(not_before__lte=now)
    first = (page - 1) * SLICE
    found = list(rows[first : first + SLICE + 1])
    begins, ends = queries.call_hours()
    hours = {"begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"}
    titles = {
        "now": _("现在能打的回访电话"), "mine": _("我认领的回访电话"), "all": _("全部待打的回访电话"),
        "over": _("打完的回访电话"),
    }  # fmt: skip
    return ListPage(
        title=titles[show], chips=[Chip(label=label, url=f"{path}?show={code}", current=code == show) for code, label in SHOWS],
        rows=[_row(one) for one in found[:SLICE]],
        pager=numbered_if_any(path, page=page, has_more=len(found) > SLICE, said={"show": show}),
        ring="" if queries.may_ring(now) else _("现在不打回访电话，%(begins)s到%(ends)s之间打。") % hours,
    )  # fmt: skip


def _row(task: Task) -> Row:
    ask = task.ask
    return Row(
        url=reverse("calls:one", args=[task.pk]), title=_title(task),
        meta=" · ".join(filter(None, (_number(task), ask.unit.short_name, task.unit.short_name))),
        clock=_chip(task), tag=_tag(task), who=task.officer.name if task.officer else "",
    )  # fmt: skip


def _title(task: Task) -> str:
    return str(Purpose(task.ask.purpose).label)


def _number(task: Task) -> str:
    return task.ask.case.number if task.ask.case else ""


def _tag(task: Task) -> Tag:
    state = TaskState(task.state)
    return Tag(text=state.label, tone=_TONES.get(state, ""))  # type: ignore[arg-type]


def _chip(task: Task) -> ClockChip | None:
    now = clock.now()
    if task.ended_at is not None:
        return None
    if task.not_before > now:
        return ClockChip(text=_("%(when)s以后打") % {"when": words.near(task.not_before)}, tone="", at=task.not_before)
    if task.due_at is None:
        return None
    return ClockChip(text=words.left(task.due_at, now=now), tone="bad" if task.due_at < now else "", at=task.due_at)


def one(reach: Reach, task: Task, *, tel: str = "") -> OnePage:
    """One call: the script, what was tried, what may be done."""
    is_open = task.ended_at is None
    to = queries.to_of(task.ask).recipient
    return OnePage(
        id=task.pk, title=_title(task), number=_number(task), tag=_tag(task), clock=_chip(task), facts=_facts(task, to.name),
        steps=queries.script_of(task) if is_open else (), tries=_tries(task),
        phone=mask_phone(to.phone), tel=tel, is_mine=task.state == TaskState.TAKEN and task.officer_id == reach.me,
        is_open=is_open, take=policies.may_take(reach, task), dial=policies.may_dial(reach, task, clock.now()),
    )  # fmt: skip


def _facts(task: Task, name: str) -> list[Fact]:
    pairs = (
        (_("称呼"), mask_name(name)),
        (_("承办单位"), task.ask.unit.short_name),
        (_("谁来打"), task.officer.name if task.officer else _("谁有空谁打")),
        (_("最晚"), words.moment(task.due_at) if task.due_at else ""),
    )
    return [Fact(term=term, value=value) for term, value in pairs if value]


def _tries(task: Task) -> list[Try]:
    return [
        Try(at=words.near(one.at), who=one.officer.name, what=Reached(one.reached).label, note=one.note)
        for one in task.attempts.select_related("officer")
    ]
