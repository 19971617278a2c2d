"""Pages of matters as their templates take them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import policies as appeals_policies
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.casework.models import Case
from yiwang.cases.matters import policies, queries
from yiwang.cases.matters.models import Matter, Member, Run, Step
from yiwang.cases.matters.queries import MINUTES_AN_ANSWER, Spared
from yiwang.cases.matters.states import LeftGround, MatterState, RunKind, RunState
from yiwang.ground.clocks import queries as clocks
from yiwang.kit import clock
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, ClockChip, Fact, KeyHint, Kpi, Pager, Row, Tag
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.desk.pages.rows import asker, chip, state_tag

PERIOD = timedelta(days=30)
FEW = 5
LINES = 100
"""Files of a matter on one page."""
_TONES = {MatterState.OPEN: "go", MatterState.ANSWERED: "ok", MatterState.CLOSED: ""}


def tag(matter: Matter) -> Tag:
    """Where it is."""
    state = MatterState(matter.state)
    return Tag(text=state.label, tone=_TONES[state])  # type: ignore[arg-type]


def hours(minutes: int) -> str:
    """Hours of work, one decimal."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


# ---- the list
@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Matters in sight, and what they spared in the last thirty days."""

    rows: Sequence[Row]
    chips: Sequence[Chip]
    pager: Pager | None
    show: str
    kpis: Sequence[Kpi]
    minutes: int
    may_begin: bool


def home(who: Mover, *, said: dict[str, Any]) -> ListPage:
    """One of the lists."""
    show, page = str(said["show"]), int(said["page"])
    begin = (page - 1) * queries.PAGE
    found = list(queries.seen(by=who.actor, reach=who.reach).filter(state=show)[begin : begin + queries.PAGE + 1])
    now = clock.now()
    sums = queries.spared(by=who.actor, since=now - PERIOD, until=now, reach=who.reach)
    turned = numbered_if_any(reverse("matters:home"), page=page, has_more=len(found) > queries.PAGE, said=said)
    return ListPage(
        rows=[_row(one) for one in found[: queries.PAGE]], chips=_chips(show), pager=turned, show=show, kpis=_kpis(sums),
        minutes=MINUTES_AN_ANSWER, may_begin=bool(policies.may_gather(who)),
    )  # fmt: skip


def _chips(show: str) -> list[Chip]:
    path = reverse("matters:home")
    return [Chip(label=state.label, url=f"{path}?show={state.value}", current=show == state) for state in MatterState]


def _row(one: Matter) -> Row:
    files = int(getattr(one, "files", 0))
    parts = (
        one.number, _("%(n)d件") % {"n": files}, one.main.unit.short_name if one.main.unit else "",
        one.main.officer.name if one.main.officer else "", words.near(one.opened_at),
    )  # fmt: skip
    return Row(
        url=reverse("matters:one", args=[one.pk]), title=one.title, meta=" · ".join(part for part in parts if part),
        tag=tag(one),
    )  # fmt: skip


def _kpis(sums: Spared) -> list[Kpi]:
    share = f"{sums.percent:g}" if sums.percent is not None else "–"
    return [
        Kpi(label=_("一份答复办结的其余各件"), value=str(sums.files), unit=_("件")),
        Kpi(label=_("占全部已答复的件"), value=share, unit="%"),
        Kpi(label=_("少写、少审的时间"), value=hours(sums.minutes), unit=_("小时")),
    ]


# ---- a new one
@dataclass(frozen=True, kw_only=True)
class Picked:
    """A file that was picked. `why`: why it cannot come in, empty where it can."""

    number: str
    title: str
    url: str
    state: Tag
    meta: str
    why: str


@dataclass(frozen=True, kw_only=True)
class NewPage:
    """What was picked: what can be put beside others, what can only lead them (it is answered), what can do neither.

    `mains`: files that can lead; `numbers`: of everything picked that is in sight.
    """

    able: Sequence[Picked]
    leading: Sequence[Picked]
    unable: Sequence[Picked]
    mains: Sequence[tuple[str, str]]
    numbers: Sequence[str]
    title: str
    is_many: bool
    at_once: int

    @property
    def may_begin(self) -> bool:
        """Whether there is one to lead and another to follow."""
        return bool(self.mains) and len(self.able) + len(self.leading) > 1 and bool(self.able)


def new(who: Mover, keys: Sequence[int], *, at_once: int) -> NewPage:
    """From the files that were picked, as far as they are in sight."""
    found = appeals.of_keys(list(keys))
    inside = queries.members_among(keys=[one.pk for one in found])
    whys = {one.pk: _why(who, one, inside.get(one.pk)) for one in found}
    leads = [one for one in found if one.pk not in inside and policies.may_open(who, one)]
    leads.sort(key=lambda one: (one.case.registered_at, one.pk))
    able = [one for one in found if not whys[one.pk]]
    return NewPage(
        able=[picked(one, "") for one in able], leading=[picked(one, "") for one in leads if whys[one.pk]],
        unable=[picked(one, whys[one.pk]) for one in found if whys[one.pk] and one not in leads],
        mains=[(one.case.number, f"{one.case.number} {one.case.title}") for one in leads],
        numbers=[one.case.number for one in found], is_many=len(able) > at_once + 1,
        title=leads[0].case.title if leads else "", at_once=at_once,
    )  # fmt: skip


def _why(who: Mover, appeal: Appeal, matter: Matter | None) -> str:
    if matter:
        return _("已经在%(number)s里") % {"number": matter.number}
    return said(appeals_policies.may_follow(who, appeal))


def said(verdict: Verdict) -> str:
    """Why not, and what to do instead."""
    return "。".join(part for part in (verdict.reason, verdict.way_out) if part)


def picked(appeal: Appeal, why: str) -> Picked:
    """A line of a file."""
    case = appeal.case
    parts = (asker(case), appeal.place, case.unit.short_name if case.unit else "", words.near(case.registered_at))
    return Picked(
        number=case.number, title=case.title, url=reverse("workbench:case", args=[case.number]), state=state_tag(case),
        meta=" · ".join(part for part in parts if part), why=why,
    )  # fmt: skip


def keys(page: "MatterPage") -> list[KeyHint]:
    """The foot line."""
    found = [KeyHint(key="R", label=_("在主件上起草答复"))] if page.reply_url and not (page.answer or page.own) else []
    found += [KeyHint(key="A", label=_("归入写好的编号"))] if page.change else []
    return found


# ---- one of them
@dataclass(frozen=True, kw_only=True)
class Line:
    """A file of the matter. `mark`: 随主件办理 and the like; the urls are empty where this hand may not."""

    number: str
    title: str
    url: str
    who: str
    state: Tag
    clock: ClockChip | None
    is_main: bool
    mark: Tag | None
    more: str
    note_url: str
    remove_url: str
    lead_url: str


@dataclass(frozen=True, kw_only=True)
class Going:
    """A run that is under way, or the last one."""

    label: str
    done: int
    refused: int
    total: int
    is_done: bool
    begun_at: datetime

    @property
    def percent(self) -> int:
        """How far, in per cent."""
        return min(100, round(100 * (self.done + self.refused) / self.total)) if self.total else 0


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A file with which it was not done, and why."""

    number: str
    title: str
    url: str
    what: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Left:
    """A file that is worked on by itself again."""

    number: str
    url: str
    why: str
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class MatterPage:
    """One matter. `answer`: what everybody is given; `own`: the main file's, where it is not everybody's yet."""

    matter: Matter
    tag: Tag
    facts: Sequence[Fact]
    lines: Sequence[Line]
    hidden: str
    alike: Sequence[Picked]
    going: Sequence[Going]
    is_running: bool
    refused: Sequence[Refused]
    left: Sequence[Left]
    answer: Reply | None
    own: Reply | None
    share: Verdict
    change: Verdict
    reopen: Verdict
    reply_url: str
    review_url: str
    waiting: int
    nonce: str
    pager: Pager | None


def one(who: Mover, matter: Matter, *, nonce: str, page: int = 1) -> MatterPage:
    """A matter in this hand's sight, `LINES` of its files on a page."""
    sight = queries.in_sight(by=who.actor, matter=matter, reach=who.reach)
    main = sight.appeals[matter.main_id]
    begin = (page - 1) * LINES
    listed = sight.members[begin : begin + LINES]
    views = clocks.clocks_of(subjects=[one.case.ref for one in listed], kinds=("handle",))
    may, may_note = policies.may_change(who, matter, main), policies.may_note(who, matter, main)
    own = appeals.answer_of(appeal=main)
    is_current = own is not None and own.round == main.case.round
    runs = queries.runs_of(matter=matter)
    number = main.case.number
    return MatterPage(
        matter=matter, tag=tag(matter), facts=_facts(matter, main, sight, queries.spared_by(matter=matter)),
        lines=[_line(matter, row, sight.appeals[row.case_id], views, may, may_note) for row in listed],
        hidden=_hidden(sight.hidden), alike=_alike(who, matter) if may else (),
        going=[going(row) for row in runs if row.state == RunState.WAITING] or [going(row) for row in runs[:1]],
        is_running=any(row.state == RunState.WAITING for row in runs),
        refused=[_refused(step) for step in queries.refused(by=who.actor, matter=matter, reach=who.reach)],
        left=[_left(row) for row in queries.left(by=who.actor, matter=matter, reach=who.reach)],
        answer=matter.answer, own=own if is_current and matter.answer_id is None else None,
        share=policies.may_share(who, matter, main, own), change=may, reopen=policies.may_reopen(who, matter, main),
        reply_url=reverse("workbench:reply", args=[number]) if appeals_policies.may_draft_reply(who, main) else "",
        review_url=reverse("workbench:review", args=[number]) if appeals_policies.may_send_back(who, main) else "",
        waiting=sum(_waits(row) for row in sight.members) + sight.hidden, nonce=nonce,
        pager=numbered_if_any(
            reverse("matters:one", args=[matter.pk]), page=page, has_more=len(sight.members) > begin + LINES, said={"page": page}
        ),
    )  # fmt: skip


def _waits(row: Member) -> bool:
    return not row.is_main and not row.is_left_out and row.case.replied_at is None and row.case.closed_at is None


def _facts(matter: Matter, main: Appeal, sight: queries.InSight, sums: Spared) -> list[Fact]:
    case = main.case
    whose = " ".join(str(part) for part in (case.unit.short_name if case.unit else "", case.officer) if part)
    spared = _("%(n)d件，约%(hours)s小时") % {"n": sums.files, "hours": hours(sums.minutes)} if sums.files else ""
    rows = [
        Fact(term=_("承办"), value=whose),
        Fact(term=_("最晚答复"), value=words.moment(case.due_at) if case.due_at and not case.replied_at else ""),
        Fact(term=_("一共"), value=_("%(n)d件") % {"n": len(sight.members) + sight.hidden}),
        Fact(term=_("省下"), value=spared),
        Fact(term=_("立起"), value=f"{matter.opened_by.name} · {words.near(matter.opened_at)}"),
    ]
    return [row for row in rows if row.value]


def _hidden(count: int) -> str:
    """Files that are not for this reader: never how many they are below five."""
    if not count:
        return ""
    return (
        _("另有少于%(few)d件不在您的范围内。") % {"few": FEW}
        if count < FEW
        else _("另有%(n)d件不在您的范围内。") % {"n": count}
    )


def _line(
    matter: Matter, row: Member, appeal: Appeal, views: Any, may: Verdict, may_note: Verdict
) -> Line:  # fmt: skip
    case, at = appeal.case, [matter.pk, appeal.case.number]
    is_open, may_mend = _waits(row), bool(may_note) and (_waits(row) or row.is_left_out)
    return Line(
        number=case.number, title=case.title, url=reverse("workbench:case", args=[case.number]), who=asker(case),
        state=state_tag(case), clock=chip(views.get(case.ref, {}).get("handle"), clock.now()), is_main=row.is_main,
        mark=_mark(row), more=row.more,
        note_url=reverse("matters:note", args=at) if may_mend else "",
        remove_url=reverse("matters:remove", args=at) if may and not row.is_main and case.replied_at is None else "",
        lead_url=reverse("matters:lead", args=at) if may_note and is_open and appeals_policies.may_lead(appeal) else "",
    )  # fmt: skip


def _mark(row: Member) -> Tag | None:
    if row.is_main:
        return Tag(text=_("主件"), tone="go")
    if row.reply_id:
        return Tag(text=_("按主件答复"), tone="ok")
    if row.is_left_out:
        return Tag(text=_("单独答复"), tone="warn")
    return Tag(text=_("随主件办理"), tone="hold") if _waits(row) else None


def _alike(who: Mover, matter: Matter) -> list[Picked]:
    cases: list[Case] = queries.alike(by=who.actor, matter=matter, reach=who.reach)
    return [
        picked(one, said(appeals_policies.may_follow(who, one))) for one in appeals.of_keys([case.pk for case in cases])
    ]


def going(run: Run) -> Going:
    """How far a run is."""
    return Going(
        label=RunKind(run.kind).label, done=run.done, refused=run.refused, total=len(run.keys),
        is_done=run.state == RunState.DONE, begun_at=run.begun_at,
    )  # fmt: skip


def _refused(step: Step) -> Refused:
    return Refused(
        number=step.case.number, title=step.case.title, url=reverse("workbench:case", args=[step.case.number]),
        what=RunKind(step.run.kind).label, why=step.reason,
    )  # fmt: skip


def _left(row: Member) -> Left:
    why = " · ".join(part for part in (LeftGround(row.ground).label, row.reason) if part)
    return Left(
        number=row.case.number, url=reverse("workbench:case", args=[row.case.number]), why=why, at=row.left_at
    )  # fmt: skip
