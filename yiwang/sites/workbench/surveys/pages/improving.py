"""Pages of opinions and improvements: what was said, what became of it, what changed and by how much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import ClockView
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.refs import Ref
from yiwang.quality.surveys import policies, queries
from yiwang.quality.surveys.models import Improvement, Opinion
from yiwang.quality.surveys.states import (
    IMPROVEMENT_MOVES,
    ImprovementState,
    OpinionSource,
    OpinionState,
)
from yiwang.quality.surveys.states.improving import ASSESSORS, PANELISTS
from yiwang.sites.ui.pages import Chip, Fact, Tag, Tone
from yiwang.sites.workbench.surveys.pages.shared import Act, day, joined

_TONES: dict[str, Tone] = {"ordered": "warn", "reported": "go", "measured": "go", "closed": "ok"}
_SAID: dict[str, Tone] = {"collected": "warn", "taken": "go", "explained": ""}


@dataclass(frozen=True, kw_only=True)
class Said:
    """An opinion in a list."""

    url: str
    gist: str
    meta: str
    tag: Tag
    left: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """An improvement in the list."""

    url: str
    title: str
    unit: str
    tag: Tag
    figure: str
    left: str
    on: str


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Opinions that wait, and improvements of a state."""

    opinions: Sequence[Said]
    lines: Sequence[Line]
    chips: Sequence[Chip]
    may_collect: bool
    is_assessor: bool


def home(reach: Reach, *, show: str) -> ListPage:
    """What waits to be assessed, and improvements; all that are not closed where nothing was asked for."""
    every = queries.improvements(reach=reach)
    known = frozenset(state.value for state in ImprovementState)
    rows = list((every.filter(state=show) if show in known else every.exclude(state="closed"))[:100])
    waiting = list(queries.opinions(reach=reach).filter(state=OpinionState.COLLECTED)[:50])
    views = clocks.clocks_of(subjects=[*(row.ref for row in rows), *(row.ref for row in waiting)])
    path = reverse("improvements:home")
    chips = [Chip(label=_("还没有反馈的"), url=path, current=show not in known)]
    chips += [
        Chip(label=state.label, url=f"{path}?show={state.value}", current=show == state.value)
        for state in ImprovementState
    ]
    return ListPage(
        opinions=[said(row, views) for row in waiting], lines=[_line(row, views) for row in rows], chips=chips,
        may_collect=bool(reach.scopes(*ASSESSORS, *PANELISTS)), is_assessor=bool(reach.scopes(*ASSESSORS)),
    )  # fmt: skip


Views = Mapping[Ref, Mapping[str, ClockView]]


def _left(ref: Ref, views: Views) -> str:
    running = [view for view in views.get(ref, {}).values() if view.stopped_at is None]
    return running[0].left(clock.now()) if running else ""


def said(row: Opinion, views: Views) -> Said:
    """An opinion in one line."""
    return Said(
        url=reverse("improvements:opinion", args=[row.pk]), gist=row.gist, left=_left(row.ref, views),
        meta=joined([OpinionSource(row.source).label, row.unit.short_name, day(row.collected_at)]),
        tag=Tag(text=OpinionState(row.state).label, tone=_SAID[row.state]),
    )  # fmt: skip


def _line(row: Improvement, views: Views) -> Line:
    return Line(
        url=reverse("improvements:one", args=[row.pk]), title=row.title, unit=row.unit.short_name, tag=tag(row),
        figure=change(row), left=_left(row.ref, views), on=day(row.ordered_at),
    )  # fmt: skip


def tag(row: Improvement) -> Tag:
    """Where it stands."""
    return Tag(text=ImprovementState(row.state).label, tone=_TONES[row.state])


def number(value: float | None) -> str:
    """12, or 12.5."""
    return "" if value is None else f"{value:g}"


def change(row: Improvement) -> str:
    """12 → 7."""
    return f"{number(row.before)} → {number(row.after) or '?'}"


@dataclass(frozen=True, kw_only=True)
class OpinionPage:
    """One opinion."""

    id: int
    said: Said
    facts: Sequence[Fact]
    acts: Sequence[Act]


def opinion(row: Opinion, reach: Reach) -> OpinionPage:
    """With what may be made of it."""
    told = [
        (_("收集"), joined([row.collected_by.name, day(row.collected_at)])), (_("理由"), row.ground),
        (_("整改"), row.improvement.title if row.improvement else ""),
    ]  # fmt: skip
    acts = []
    if row.state == OpinionState.COLLECTED:
        verdict = policies.may_assess(reach, row.unit.code)
        acts = [
            Act(
                label=_("列入整改"), url=reverse("improvements:order", args=[row.pk]), verdict=verdict, is_primary=True
            ),
            Act(label=_("不列入，写明理由"), url=reverse("improvements:explain", args=[row.pk]), verdict=verdict),
        ]
    views = clocks.clocks_of(subjects=[row.ref])
    return OpinionPage(
        id=row.pk,
        said=said(row, views),
        acts=acts,
        facts=[Fact(term=term, value=value) for term, value in told if value],
    )


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """One improvement. `effect`: what the figure says, in a sentence."""

    id: int
    title: str
    tag: Tag
    left: str
    note: str
    facts: Sequence[Fact]
    effect: str
    opinions: Sequence[Opinion]
    acts: Sequence[Act]


def one(row: Improvement, reach: Reach) -> OnePage:
    """One improvement as this reader may move it."""
    told = [
        (_("单位"), row.unit.short_name), (_("要求"), row.measure),
        (_("督办"), joined([row.ordered_by.name, day(row.ordered_at)])),
        (_("看哪个数"), row.figure), (_("整改前"), number(row.before)), (_("做了什么"), row.report),
        (_("从哪天起"), day(row.done_on)), (_("整改后"), number(row.after)), (_("反馈"), row.told),
        (_("公布"), _("已在网站公布") if row.is_public else ""),
    ]  # fmt: skip
    acts = []
    for move in IMPROVEMENT_MOVES.open_from(ImprovementState(row.state)):
        verdict = policies.may_improve(reach, row, move.move)
        if verdict or reach.roles & set(move.who):
            url = reverse("improvements:step", args=[row.pk, move.move.value])
            acts.append(Act(label=move.label, url=url, verdict=verdict, is_primary=move.primary))
    return OnePage(
        id=row.pk, title=row.title, tag=tag(row), left=_left(row.ref, clocks.clocks_of(subjects=[row.ref])), note=row.note,
        facts=[Fact(term=term, value=value) for term, value in told if value], effect=effect(row),
        opinions=queries.opinions_of(improvement=row), acts=sorted(acts, key=lambda act: not act.is_primary),
    )  # fmt: skip


def effect(row: Improvement) -> str:
    """整改前30天12，整改后30天7，少了5; nothing before it was measured."""
    if row.after is None:
        return ""
    given = {"days": row.window, "before": number(row.before), "after": number(row.after)}
    step = row.after - row.before
    more = _("一样") if step == 0 else (_("多了%(n)s") if step > 0 else _("少了%(n)s")) % {"n": number(abs(step))}
    return _("整改前%(days)s天%(before)s，整改后%(days)s天%(after)s，") % given + more
