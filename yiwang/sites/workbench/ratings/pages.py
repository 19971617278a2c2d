"""Pages of ratings as their templates take them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings
from yiwang.kit.verdicts import Verdict
from yiwang.quality.asking.queries import REASONS
from yiwang.quality.asking.states import Door, Grade
from yiwang.quality.ratings import policies, queries
from yiwang.quality.ratings.models import Contest, Point, Rating, Rectification
from yiwang.quality.ratings.queries import Counts
from yiwang.quality.ratings.states import (
    FEW,
    CallBack,
    ContestGround,
    ContestState,
    LeftOut,
    Measure,
    PointKind,
    RatingKind,
    RectificationState,
)
from yiwang.quality.supervision import queries as supervision
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, ClockChip, Fact, Tag

_TONES: Mapping[str, str] = {
    "very_satisfied": "ok", "satisfied": "ok", "fairly": "", "dissatisfied": "warn", "very_dissatisfied": "bad",
    "open": "warn", "reported": "go", "settled": "ok", "unsettled": "bad", "unrated": "", "dropped": "", "upheld": "",
    "dismissed": "ok",
}  # fmt: skip


def _tag(value: str, label: str) -> Tag:
    return Tag(text=label, tone=_TONES[value])  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A rating in the list."""

    url: str
    grade: Tag
    what: str
    unit: str
    reasons: str
    at: datetime
    state: Tag | None
    clock: ClockChip | None


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Ratings in sight."""

    title: str
    chips: Sequence[Chip]


def home(*, by: Actor, reach: Reach, show: str) -> ListPage:
    """What waits, and which list is shown."""
    todo, reported, contested = queries.waiting(by=by, reach=reach)
    path = reverse("ratings:home")
    kinds = (
        ("todo", _("待整改"), todo), ("reported", _("待复评"), reported), ("contested", _("申诉"), contested),
        ("bad", _("差评"), None), ("", _("全部"), None),
    )  # fmt: skip
    title = _("%(n)s条差评等整改") % {"n": todo} if todo else _("没有等整改的差评")
    chips = [
        Chip(label=label, url=f"{path}?show={code}" if code else path, count=count or None, current=code == show)
        for code, label, count in kinds
    ]
    return ListPage(title=title, chips=chips)


def line(found: Rating) -> Line:
    """One of the list."""
    waiting, contest = queries.rectification_of(found), queries.contest_of(found)
    return Line(
        url=reverse("ratings:one", args=[found.pk]), grade=grade(found), what=what(found), unit=found.unit.short_name,
        reasons=_reasons(found), at=found.at, state=_state(waiting, contest), clock=_clock(waiting),
    )  # fmt: skip


def grade(found: Rating) -> Tag:
    """The grade, and whether anybody gave it."""
    known = Grade(found.grade)
    if found.kind == RatingKind.DEFAULT:
        return Tag(text=_("默认：%(grade)s") % {"grade": known.label})
    return _tag(known, str(known.label))


def what(found: Rating) -> str:
    """What was rated, without a word that leads to a person."""
    if found.point:
        return found.point.name
    if found.case:
        return found.case.number
    return _("服务评价第%(id)s号") % {"id": found.pk}


def _reasons(found: Rating) -> str:
    return "、".join(REASONS.get(code, code) for code in found.reasons)


def _state(waiting: Rectification | None, contest: Contest | None) -> Tag | None:
    if contest is not None and contest.state == ContestState.OPEN:
        return Tag(text=_("申诉待复核"), tone="warn")
    return _tag(waiting.state, str(RectificationState(waiting.state).label)) if waiting else None


def _clock(waiting: Rectification | None) -> ClockChip | None:
    if waiting is None or waiting.state != RectificationState.OPEN:
        return None
    now = clock.now()
    return ClockChip(
        text=words.left(waiting.due_at, now=now), tone="bad" if waiting.due_at < now else "", at=waiting.due_at
    )


# ---- one


@dataclass(frozen=True, kw_only=True)
class Step:
    """A thing this reader may do, or why not."""

    label: str
    url: str
    may: Verdict


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """One rating. `words_url`: where what was said is shown, and the look is put on record; empty: nothing was, or not for
    this reader, which `no_words` says.
    """

    title: str
    unit: str
    grade: Tag
    state: Tag | None
    clock: ClockChip | None
    facts: Sequence[Fact]
    follow: Sequence[Fact]
    contest: Sequence[Fact]
    proof_url: str
    order_url: str
    steps: Sequence[Step]
    words_url: str
    no_words: str
    loop_note: str


def one(found: Rating, reach: Reach) -> OnePage:
    """One rating as this reader sees it."""
    waiting, contest = queries.rectification_of(found), queries.contest_of(found)
    may_read = policies.may_read_words(reach, found)
    has_words = bool(found.words) or bool(found.ask)
    return OnePage(
        title=what(found), unit=found.unit.name, grade=grade(found), state=_state(waiting, contest), clock=_clock(waiting),
        facts=_facts(found), follow=_follow(found, waiting), contest=_contest(contest), steps=_steps(found, reach),
        proof_url=_proof_url(found, contest), order_url=_order_url(found, reach),
        words_url=reverse("ratings:words", args=[found.pk]) if has_words and may_read else "",
        no_words="" if may_read or not has_words else may_read.reason,
        loop_note=_("这一件的差评由三级回访来办。") if found.case_id and found.is_bad else "",
    )  # fmt: skip


def _facts(found: Rating) -> list[Fact]:
    told = [
        (_("从哪里评的"), Door(found.door).label if found.door else ""), (_("什么时候"), _moment(found.at)),
        (_("原因"), _reasons(found)), (_("单位"), found.unit.name),
        (_("计不计入"), LeftOut(found.left_out).label if found.left_out else ""),
    ]  # fmt: skip
    return [Fact(term=term, value=str(value)) for term, value in told if value]


def _follow(found: Rating, waiting: Rectification | None) -> list[Fact]:
    """What followed a bad one: nothing of a call that has not been made, and never of whom."""
    if waiting is None:
        return []
    call = CallBack(waiting.call)
    told = [
        (_("24小时回访"), call.label if call is not CallBack.WAITING else _("由别的单位在做")),
        (_("第几次整改"), str(waiting.turn)), (_("整改方式"), Measure(waiting.measure).label if waiting.measure else ""),
        (_("改了什么"), waiting.note), (_("报整改"), _moment(waiting.reported_at)),
        (_("复评"), Grade(found.again).label if found.again else ""), (_("到期"), _moment(waiting.due_at)),
    ]  # fmt: skip
    return [Fact(term=term, value=str(value)) for term, value in told if value]


def _contest(contest: Contest | None) -> list[Fact]:
    if contest is None:
        return []
    told = [
        (_("申诉理由"), ContestGround(contest.ground).label), (_("依据"), contest.proof), (_("申诉时间"), _moment(contest.at)),
        (_("由谁复核"), contest.unit.short_name), (_("结果"), ContestState(contest.state).label),
        (_("复核理由"), contest.reason), (_("复核时间"), _moment(contest.decided_at)),
    ]  # fmt: skip
    return [Fact(term=term, value=str(value)) for term, value in told if value]


def _proof_url(found: Rating, contest: Contest | None) -> str:
    is_there = contest is not None and contest.file is not None and contest.file.removed_at is None
    return reverse("ratings:proof", args=[found.pk]) if is_there else ""


def _order_url(found: Rating, reach: Reach) -> str:
    """The order that came of it, where it is in this reader's sight."""
    order = supervision.order_of(about=found.ref)
    seen = order and supervision.orders(reach=reach).filter(pk=order.pk).exists()
    return reverse("orders:one", args=[order.pk]) if order and seen else ""


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    there = clock.local(at)
    return f"{there.month}月{there.day}日{there:%H:%M}"


def _steps(found: Rating, reach: Reach) -> list[Step]:
    waiting, contest = queries.rectification_of(found), queries.contest_of(found)
    steps = [
        (_("报整改情况"), "report", policies.may_report(reach, found, waiting)),
        (_("申诉"), "contest", policies.may_contest(reach, found, contest, clock.now())),
        (_("复核申诉"), "decide", policies.may_decide(reach, found, contest)),
    ]
    return [
        Step(label=label, url=reverse(f"ratings:{name}", args=[found.pk]), may=may) for label, name, may in steps if may
    ]


# ---- figures


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """A unit in the table; cells as people read them."""

    name: str
    depth: int
    is_own: bool
    cells: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class FiguresPage:
    """Honest figures of a month. `heads`: of the cells; `own`: the reader's own units in full; `others`: what may be told."""

    title: str
    chips: Sequence[Chip]
    heads: Sequence[str]
    own_heads: Sequence[str]
    own: Sequence[FigureRow]
    others: Sequence[FigureRow]
    is_running: bool


def figures(*, reach: Reach, back: int) -> FiguresPage:
    """The table of a month."""
    months = queries.months()
    begin, path = months[back], reverse("ratings:figures")
    lines = queries.figures(reach=reach, begin=begin)
    top = min((line.depth for line in lines if line.is_own), default=0)
    return FiguresPage(
        title=_("%(year)s年%(month)s月的评价") % {"year": begin.year, "month": begin.month},
        chips=[
            Chip(label=f"{one.year}.{one.month:02d}", url=f"{path}?back={place}", current=place == back)
            for place, one in enumerate(months)
        ],
        heads=[_("实际评价"), _("满意"), _("基本满意"), _("差评"), _("满意率")],
        own_heads=[
            _("实际评价"), _("满意"), _("基本满意"), _("差评"), _("满意率"), _("问了"), _("主动评价率"), _("未回应"), _("默认"),
            _("不询问"), _("申诉成立"), _("申诉未成立"), _("不计入"), _("复评满意"),
        ],
        own=[_row(line, _whole) for line in lines if line.is_own and (_says(line) or line.depth == top)],
        others=[_row(line, _few) for line in lines if not line.is_own and _says(line)], is_running=back == 0,
    )  # fmt: skip


def _says(line: queries.Line) -> bool:
    """Whether there is anything in it; what is withheld is something."""
    return line.counts is None or any(astuple(line.counts))


def _row(line: queries.Line, cells: Callable[[Counts], list[str]]) -> FigureRow:
    name = _("%(unit)s（本级）") % {"unit": line.unit.short_name} if line.is_direct else line.unit.short_name
    shown = _hidden(line) if line.counts is None else cells(line.counts)
    return FigureRow(name=name, depth=line.depth, is_own=line.is_own, cells=shown)


def _hidden(line: queries.Line) -> list[str]:
    names = ("real", "satisfied", "fairly", "bad")
    few, other = _("少于%(few)s") % {"few": FEW}, _("不单列")
    return [*(few if name in line.small else other for name in names), "—"]


def _few(counts: Counts) -> list[str]:
    return [*(str(cell) for cell in counts.cells), rate(counts.satisfied, counts.real)]


def _whole(counts: Counts) -> list[str]:
    again = f"{counts.content}/{counts.mended}" if counts.mended else "—"
    rest = (counts.silent, counts.default, counts.spared, counts.contested, counts.disputed, counts.left_out)
    return [*_few(counts), str(counts.asked), rate(counts.answered, counts.asked), *map(str, rest), again]


def rate(part: int, whole: int) -> str:
    """As per cent with one figure behind the point; a dash where nothing is counted."""
    return f"{100 * part / whole:.1f}%" if whole else "—"


# ---- points


@dataclass(frozen=True, kw_only=True)
class PointLine:
    """A point in the list."""

    name: str
    unit: str
    kind: str
    tag: Tag
    url: str
    sheet: str
    door: str


def door_of(point: Point) -> str:
    """The address behind a point's code, as citizens open it."""
    return f"{settings().public_url}/w/{point.code}/"


def points(reach: Reach) -> list[PointLine]:
    """Points of units in reach."""
    return [
        PointLine(
            name=one.name, unit=one.unit.short_name, kind=str(PointKind(one.kind).label),
            tag=Tag(text=_("在用"), tone="ok") if one.is_on else Tag(text=_("停用")),
            url=reverse("ratings:point", args=[one.pk]), sheet=reverse("ratings:sheet", args=[one.pk]),
            door=door_of(one),
        )
        for one in queries.points(reach=reach)
    ]  # fmt: skip
