"""Pages of topics and warnings as their templates take them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.topics import policies, queries
from yiwang.cases.topics.commands.notices import what
from yiwang.cases.topics.models import Rise, Topic
from yiwang.cases.topics.queries import Seen
from yiwang.cases.topics.states import FEW, PERIODS, RiseState, TopicState
from yiwang.ground.language.queries import HEAT_WEIGHTS
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.places import queries as places
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.quality.campaigns.states import PLANNERS
from yiwang.quality.supervision import policies as order_policies
from yiwang.quality.supervision import queries as supervision
from yiwang.quality.supervision.models.orders import TITLE_SIGNS
from yiwang.quality.supervision.states import OrderSource
from yiwang.sites.ui.pages import Chip, Fact, Kpi, Row, Tag
from yiwang.sites.workbench.desk.pages.rows import category_name, rows

RISES_SHOWN = timedelta(days=30)
_BAR = 200
"""Width of a bar of heat 100 in units of its drawing."""
_WEEK, _TALL = 58, 150
"""What a week has of the drawing's width; five of them stand on a phone, of more it shows the last."""
_TONES: Mapping[str, str] = {"new": "go", "watched": "warn", "closed": ""}
_HUES = {"count": "f-hero", "votes": "f-2", "growth": "f-3", "severity": "f-4", "duration": "f-past"}
_PER_MILLE = 1000


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a heat: its words, its points, where it lies in the bar."""

    label: str
    points: str
    hue: str
    x: float
    width: float


@dataclass(frozen=True, kw_only=True)
class Line:
    """A topic in the list. `trend`: points of a small drawing of its weeks, as far as they may be told."""

    rank: int
    url: str
    summary: str
    where: str
    count: str
    heat: str
    parts: Sequence[Part]
    trend: str
    last: str
    span: tuple[datetime, datetime]
    tag: Tag


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Topics of a period. `renewed_at`: when they were last looked for."""

    title: str
    days: int
    lines: Sequence[Line]
    periods: Sequence[Chip]
    shows: Sequence[Chip]
    renewed_at: datetime | None
    rises: int
    may_search: bool


def parts(topic: Topic) -> list[Part]:
    """Of what its heat is made, the heaviest first; they sum up to it."""
    known = {name: float(value) * HEAT_WEIGHTS[name] for name, value in topic.parts.items() if name in HEAT_WEIGHTS}
    whole = sum(HEAT_WEIGHTS[name] for name in known) or 1.0
    labels = {
        "count": _("件数"), "votes": _("赞同"), "growth": _("增长"), "severity": _("轻重"), "duration": _("持续"),
    }  # fmt: skip
    found, x = [], 0.0
    for name, value in sorted(known.items(), key=lambda one: -one[1]):
        points = 100 * value / whole
        width = _BAR * points / 100
        if points >= 0.05:
            found.append(
                Part(label=labels[name], points=f"{points:.1f}", hue=_HUES[name], x=round(x, 1), width=round(width, 1))
            )
            x += width
    return found


def count(seen: Seen) -> str:
    """How many files; 少于5 where few of them are not in sight."""
    return _("少于%(few)s件") % {"few": FEW} if seen.count is None else _("%(n)s件") % {"n": seen.count}


def home(*, by: Actor, reach: Reach, said: Mapping[str, str | int]) -> ListPage:
    """The list of a period."""
    days, show = int(said["days"]), str(said["show"])
    found = queries.topics(by=by, reach=reach, days=days, state=TopicState(show) if show else None)
    lines = [_line(one) for one in found]
    path = reverse("topics:home")
    shows = [("", _("全部")), *((state.value, state.label) for state in TopicState)]
    return ListPage(
        title=_("近%(days)s天有%(n)s个热点") % {"days": days, "n": len(lines)}, days=days, lines=lines,
        periods=[_chip(path, _("近%(days)s天") % {"days": one}, one, show, is_now=one == days) for one in PERIODS],
        shows=[_chip(path, label, days, value, is_now=value == show) for value, label in shows],
        renewed_at=queries.renewed_at(days=days), rises=queries.open_rises(reach=reach),
        may_search=bool(policies.may_search(reach)),
    )  # fmt: skip


def _chip(path: str, label: str, days: int, show: str, *, is_now: bool) -> Chip:
    return Chip(
        label=label, url=f"{path}?{urlencode({'days': days} | ({'show': show} if show else {}))}", current=is_now
    )


def _line(seen: Seen) -> Line:
    topic = seen.topic
    state = TopicState(topic.state)
    drawing = Kpi(label="", value="", trend=weeks(seen))
    said = [topic.place, "、".join(topic.groups)]
    return Line(
        rank=topic.rank or 0, url=reverse("topics:one", args=[topic.pk]), summary=seen.summary,
        where=" · ".join(word for word in said if word), count=count(seen), heat=f"{topic.heat:.0f}", parts=parts(topic),
        trend=drawing.points, last=_last(drawing), span=(topic.first_at, topic.last_at), tag=tag(state),
    )  # fmt: skip


def _last(drawing: Kpi) -> str:
    return drawing.points.split()[-1] if drawing.points else ""


def tag(state: TopicState) -> Tag:
    """What people made of it."""
    return Tag(text=state.label, tone=_TONES[state.value])  # type: ignore[arg-type]


def weeks(seen: Seen) -> list[int]:
    """Files by week: of all where they may be told, else of those in sight."""
    topic = seen.topic
    if seen.count is not None:
        return list(topic.series)
    moments = [case.registered_at for case in seen.cases]
    return queries.series(moments, until=topic.renewed_at, days=topic.days)


# ---- one topic
@dataclass(frozen=True, kw_only=True)
class Bar:
    """A week in the drawing of a topic."""

    label: str
    count: int
    x: float
    y: float
    width: float
    height: float
    middle: float


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """One topic."""

    id: int
    title: str
    tag: Tag
    facts: Sequence[Fact]
    parts: Sequence[Part]
    heat: str
    bars: Sequence[Bar]
    finding: str
    rows: Sequence[Row]
    unseen: str
    marks: Sequence[tuple[str, str]]
    matter_url: str
    may_plan: bool
    source: str
    order_url: str
    height: int = _TALL

    @property
    def width(self) -> int:
        """Of the drawing of the weeks."""
        return _WEEK * max(len(self.bars), 1)


def one(seen: Seen, reach: Reach) -> OnePage:
    """One topic as this reader sees it."""
    topic, state = seen.topic, TopicState(seen.topic.state)
    files = appeals.of_keys([case.pk for case in seen.cases])
    return OnePage(
        id=topic.pk, title=seen.summary, tag=tag(state), facts=_facts(seen), parts=parts(topic), heat=f"{topic.heat}",
        bars=_bars(seen), finding=_finding(seen), rows=[row for row, _view in rows(files, unit=True, picks=True)],
        unseen="" if seen.is_whole else _("还有别的单位的件，不在您的范围内。"), marks=_marks(state, reach),
        matter_url=_matters(), may_plan=bool(reach.roles & PLANNERS), source=str(topic.ref), order_url=_order(seen, reach),
    )  # fmt: skip


def _order(seen: Seen, reach: Reach) -> str:
    """The order that came of it, or a new one; empty where this hand has neither."""
    topic = seen.topic
    if known := supervision.order_of(about=topic.ref):
        return reverse("orders:one", args=[known.pk]) if supervision.orders(reach=reach).filter(pk=known.pk) else ""
    if not order_policies.may_draft_order(reach, unit_code=topic.unit.code if topic.unit else ""):
        return ""
    asked = {"source": OrderSource.TOPIC, "about": topic.pk, "title": seen.summary[:TITLE_SIGNS]}
    return f"{reverse('orders:new')}?{urlencode(asked | ({'unit': topic.unit.code} if topic.unit else {}))}"


def _facts(seen: Seen) -> list[Fact]:
    topic = seen.topic
    area = places.known_area(code=topic.area_code) if topic.area_code else None
    category = category_name(topic.category, appeals.categories()) if topic.category else ""
    told = [
        (_("地点"), topic.place), (_("街道乡镇"), area.name if area else ""), (_("谁在反映"), "、".join(topic.groups)),
        (_("类别"), category), (_("单位"), topic.unit.short_name if topic.unit else ""),
        (_("件数"), count(seen)), (_("从"), _day(topic.first_at)), (_("到"), _day(topic.last_at)),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in told if value]


def _day(at: datetime) -> str:
    there = clock.local(at)
    return f"{there.month}月{there.day}日"


def _bars(seen: Seen) -> list[Bar]:
    series = weeks(seen)
    most, step = max(series, default=0) or 1, _WEEK
    found = []
    for place, number in enumerate(series):
        height = round((_TALL - 44) * number / most, 1)
        begun = seen.topic.renewed_at - timedelta(days=7 * (len(series) - place))
        there = clock.local(begun)
        found.append(
            Bar(
                label=f"{there.month}.{there.day}", count=number, x=round(place * step + step * 0.15, 1), y=_TALL - 22 - height,
                width=round(step * 0.7, 1), height=height, middle=round(place * step + step / 2, 1),
            )
        )  # fmt: skip
    return found


def _finding(seen: Seen) -> str:
    """What the weeks say, in one sentence."""
    series = weeks(seen)
    last, before = (series[-1], series[-2]) if len(series) > 1 else (sum(series), 0)
    if last > before:
        return _("最近7天%(n)s件，比前7天多%(more)s件") % {"n": last, "more": last - before}
    if last < before:
        return _("最近7天%(n)s件，比前7天少%(less)s件") % {"n": last, "less": before - last}
    return _("最近7天%(n)s件，和前7天一样") % {"n": last}


def _marks(state: TopicState, reach: Reach) -> list[tuple[str, str]]:
    if not policies.may_mark(reach):
        return []
    said = {TopicState.WATCHED: _("关注"), TopicState.CLOSED: _("不再看"), TopicState.NEW: _("重新看")}
    offered = {
        TopicState.NEW: (TopicState.WATCHED, TopicState.CLOSED), TopicState.WATCHED: (TopicState.CLOSED,),
        TopicState.CLOSED: (TopicState.NEW,),
    }  # fmt: skip
    return [(to.value, said[to]) for to in offered[state]]


def _matters() -> str:
    try:
        return reverse("matters:new")
    except NoReverseMatch:
        return ""


# ---- warnings
@dataclass(frozen=True, kw_only=True)
class RiseLine:
    """A warning. `files`: the address of what it counts."""

    url: str
    what: str
    kind: str
    unit: str
    seen: int
    expected: str
    chance: str
    at: datetime
    tag: Tag
    files: str
    note: str
    answered: str


@dataclass(frozen=True, kw_only=True)
class RisesPage:
    """Warnings of the last thirty days. `weeks`: whole weeks of history; of too few nothing can be said."""

    title: str
    lines: Sequence[RiseLine]
    weeks: int
    is_young: bool


def rises(reach: Reach) -> RisesPage:
    """Those in this reader's scope, what waits first."""
    now = clock.now()
    found = [rise(row) for row in queries.rises(reach=reach, since=now - RISES_SHOWN)[:100]]
    waiting = sum(1 for one in found if one.tag.text == RiseState.OPEN.label)
    known = queries.weeks_known(until=now)
    return RisesPage(
        title=_("%(n)s条预警等处置") % {"n": waiting} if waiting else _("没有等处置的预警"), lines=found, weeks=known,
        is_young=known < queries.LEAST_WEEKS,
    )  # fmt: skip


def rise(row: Rise) -> RiseLine:
    """One warning in words."""
    state = RiseState(row.state)
    who = (
        f"{row.acknowledged_by.name} {_day(row.acknowledged_at)}" if row.acknowledged_by and row.acknowledged_at else ""
    )
    return RiseLine(
        url=reverse("topics:rise", args=[row.pk]), what=what(row), kind=queries.kind_of(row).label, unit=row.unit.short_name,
        seen=row.seen, expected=f"{row.expected:.1f}", chance=_chance(row.chance), at=row.at,
        tag=Tag(text=state.label, tone="ok" if state is RiseState.ACKNOWLEDGED else "warn"), files=_files(row),
        note=row.note, answered=who,
    )  # fmt: skip


def _chance(chance: float) -> str:
    """万分之几: how likely chance alone is."""
    return _("不到万分之一") if chance < 0.0001 else _("万分之%(n)s") % {"n": round(chance * 10 * _PER_MILLE)}


def _files(row: Rise) -> str:
    if row.topic_id:
        return reverse("topics:one", args=[row.topic_id])
    asked = {"scope": "all", "category": row.category, "since": (row.day - timedelta(days=7)).isoformat()}
    return f"{reverse('workbench:list')}?{urlencode(asked)}"
