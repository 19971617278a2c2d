"""Pages of loops as their templates take them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.states import Outcome
from yiwang.cases.casework import queries as casework
from yiwang.kit import clock
from yiwang.kit.privacy import mask_phone
from yiwang.kit.verdicts import ALLOWED
from yiwang.quality.asking.queries import REASONS
from yiwang.quality.asking.states import Door, Grade
from yiwang.quality.callbacks import policies, queries
from yiwang.quality.callbacks.models import Act, Loop, Opinion, Turn
from yiwang.quality.callbacks.states import LIVE, MOVES, Ground, LoopLevel, LoopState, Move
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, ClockChip, Fact, MoveButton, Pager, Tag, TimelineItem
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.desk.pages.loop_box import chip, tag, waits_for
from yiwang.sites.workbench.desk.pages.slices import SLICE
from yiwang.sites.workbench.loops.forms import SHOWS

_MOST = 500
"""Loops that a list reaches; the most pressing, or the last ended, come first."""
ICONS = {
    Move.UNDERSTAND: "phone", Move.FOLLOW_UP: "eye", Move.SIGN: "tick", Move.OPINE: "message", Move.CONCLUDE: "done",
    Move.ORDER: "flag", Move.STUDY: "book", Move.REPORT_STUDY: "document", Move.CLOSE: "document", Move.UPHOLD: "tick",
    Move.OVERTURN: "undo", Move.CALL_AGAIN: "phone",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Line:
    """A loop in the list."""

    url: str
    number: str
    title: str
    level: str
    tag: Tag
    waits: str
    unit: str
    clock: ClockChip | None
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Loops in sight."""

    title: str
    show: str
    chips: Sequence[Chip]
    lines: Sequence[Line]
    pager: Pager | None


def home(who: Mover, *, show: str, page: int) -> ListPage:
    """What waits for this reader, what is going on, or what is over."""
    path = reverse("loops:home")
    states = frozenset(LoopState) - LIVE if show == "over" else LIVE
    found = queries.in_sight(reach=who.reach, states=states)
    if show == "over":
        loops = list(found.order_by("-changed_at", "-id")[:_MOST])
    else:
        loops = list(found.prefetch_related("opinions__unit")[:_MOST])
    if show == "mine":
        loops = [one for one in loops if policies.is_mine(who, one, list(one.opinions.all()))]
    count, first = len(loops), (page - 1) * SLICE
    lines = [_line(loop) for loop in loops[first : first + SLICE]]
    pager = numbered_if_any(path, page=page, has_more=count > first + SLICE, said={"show": show})
    titles = {
        "mine": _("%(n)s件回访轮到您") % {"n": count} if count else _("没有轮到您的回访"), "over": _("已经结束的回访"),
        "live": _("%(n)s件回访正在办") % {"n": count} if count else _("没有正在办的回访"),
    }  # fmt: skip
    chips = [Chip(label=label, url=f"{path}?show={code}", current=code == show) for code, label in SHOWS]
    return ListPage(title=titles[show], show=show, chips=chips, lines=lines, pager=pager)


def _line(loop: Loop) -> Line:
    case = loop.case
    return Line(
        url=reverse("loops:one", args=[loop.pk]), number=case.number, title=case.title, level=LoopLevel(loop.level).label,
        tag=tag(loop), waits=waits_for(loop), unit=loop.unit.short_name, clock=chip(loop),
        changed_at=loop.changed_at,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the unit answered in a round."""

    title: str
    text: str
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """One loop. `case_url`: empty where the file itself is not in sight."""

    id: int
    number: str
    title: str
    case_url: str
    level: str
    tag: Tag
    clock: ClockChip | None
    waits: str
    moves: Sequence[MoveButton]
    facts: Sequence[Fact]
    opinions: Sequence[tuple[str, Tag]]
    answers: Sequence[Answer]
    steps: Sequence[TimelineItem]
    phone: str = ""
    """Masked, where this hand may ring up; `tel`: in full, once the look is on record."""
    tel: str = ""


def one(who: Mover, loop: Loop, *, tel: str = "") -> OnePage:
    """One loop as this reader sees it. `tel`: the number they have just asked for."""
    appeal = appeals.get_by_id(case_id=loop.case_id)
    opinions = queries.opinions_of(loop=loop)
    hands = queries.former_handlers(appeal=appeal)
    is_seen = casework.visible(by=who.actor, reach=who.reach).filter(pk=loop.case_id).exists()
    found = policies.moves_of(who, loop, opinions=opinions, hands=hands)
    return OnePage(
        id=loop.pk, number=loop.case.number, title=loop.case.title, level=LoopLevel(loop.level).label, tag=tag(loop),
        case_url=reverse("workbench:case", args=[loop.case.number]) if is_seen else "", clock=chip(loop),
        waits=waits_for(loop), facts=_facts(loop), answers=_answers(appeal),
        moves=[_button(loop, move, verdict.reason, verdict.way_out) for move, verdict in found],
        opinions=[(row.unit.short_name, _given(row)) for row in opinions], steps=_steps(appeal, loop, opinions),
        phone=_phone(appeal) if (Move.UNDERSTAND, ALLOWED) in found else "", tel=tel,
    )  # fmt: skip


def _phone(appeal: Appeal) -> str:
    party = appeal.case.applicant
    return mask_phone(party.phone) if party else ""


def _given(row: Opinion) -> Tag:
    return Tag(text=_("已提意见"), tone="ok") if row.given_at else Tag(text=_("等意见"), tone="warn")


def _button(loop: Loop, move: Move, reason: str, way_out: str) -> MoveButton:
    row = MOVES[move]
    return MoveButton(
        label=row.label, url=reverse("loops:act", args=[loop.pk, move.value]), method="get", icon=ICONS[move],
        is_primary=row.primary, reason=reason, way_out=way_out, asks=row.asks, html_id=f"loop-{move.value.replace('_', '-')}",
    )  # fmt: skip


def _facts(loop: Loop) -> list[Fact]:
    told = [
        (_("承办单位"), loop.unit.short_name), (_("督导单位"), loop.supervising_unit.short_name),
        (_("不满意的答复"), _("第%(n)s轮") % {"n": loop.round}), (_("从"), words.day(clock.local(loop.opened_at).date())),
        (_("终结的理由"), Ground(loop.ground).label if loop.ground else ""),
        (_("可以提异议到"), words.day(clock.local(loop.contest_until).date()) if loop.contest_until else ""),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in told if value]


def _answers(appeal: Appeal) -> list[Answer]:
    """Every approved answer, the last one first."""
    found = [one for one in appeals.replies_of(appeal=appeal) if one.state == "approved"]
    return [
        Answer(
            title=_("第%(n)s轮：%(outcome)s") % {"n": one.round, "outcome": Outcome(one.outcome).label}, text=one.text,
            at=one.decided_at,
        )
        for one in sorted(found, key=lambda row: -row.round)
    ]  # fmt: skip


def _steps(appeal: Appeal, loop: Loop, opinions: Sequence[Opinion]) -> list[TimelineItem]:
    """What was said and done, the newest first."""
    said = {one.round: one.reason for one in appeals.disputes_of(appeal=appeal)}
    found = [
        *(_said(turn, said.get(turn.round, "")) for turn in queries.turns_of(loop=loop)),
        *(_did(act) for act in queries.acts_of(loop=loop)),
        *(_opined(row) for row in opinions if row.given_at),
    ]
    return sorted(found, key=lambda step: step.at or loop.opened_at, reverse=True)


def _said(turn: Turn, reason: str) -> TimelineItem:
    if turn.is_late:
        return TimelineItem(title=_("没有按时再办好，升到三级"), at=turn.at, who=_("系统"), kind="hold")
    grade = Grade(turn.grade).label if turn.grade else _("不满意")
    ticked = "、".join(REASONS[code] for code in turn.reasons if code in REASONS)
    door = Door(turn.door).label if turn.door else ""
    return TimelineItem(
        title=_("对第%(n)s轮的答复：%(grade)s") % {"n": turn.round, "grade": grade}, at=turn.at, who=_("诉求人"), note=door,
        text=ticked, quote=reason, kind="hold",
    )  # fmt: skip


def _did(act: Act) -> TimelineItem:
    label = MOVES[Move(act.move)].label
    text = Ground(act.code).label if act.code else ""
    return TimelineItem(
        title=label, at=act.at, who=f"{act.officer.unit.short_name} {act.officer.name}", text=text, quote=act.words
    )


def _opined(row: Opinion) -> TimelineItem:
    by = f"{row.unit.short_name} {row.officer.name}" if row.officer else row.unit.short_name
    return TimelineItem(title=_("会同意见"), at=row.given_at, who=by, quote=row.words)


@dataclass(frozen=True, kw_only=True)
class ActPage:
    """One step to be made."""

    title: str
    number: str
    case_title: str
    url: str
    waits: str


def act(loop: Loop, move: Move) -> ActPage:
    """Its head."""
    return ActPage(
        title=MOVES[move].label, number=loop.case.number, case_title=loop.case.title,
        url=reverse("loops:one", args=[loop.pk]), waits=waits_for(loop),
    )  # fmt: skip
