"""今天: what waits now for a head, a supervisor or a leader, each with its one button; made for a phone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Alarm, Appeal, Instruction, Opinion, Request
from yiwang.cases.appeals.states import HANDLERS, HEADS, MOVES, InstructionState, Move, RequestKind, State
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Delegation, Officer, Unit
from yiwang.ground.organisation.queries import DutyDay
from yiwang.ground.organisation.states import Role
from yiwang.kit import clock
from yiwang.kit.refs import Ref
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import ClockChip, Kpi
from yiwang.sites.workbench.desk.pages.frame import Desk, capped
from yiwang.sites.workbench.desk.pages.rows import chip

SHOWN = 3
"""Of each kind so many stand on the page; the rest is one tap away."""
_GIVES, _REPORTS = frozenset(MOVES[Move.INSTRUCT].who), frozenset((*HANDLERS, *HEADS))
_REQUESTS = {RequestKind.EXTENSION: "申请延期", RequestKind.PAUSE: "申请暂停"}


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One matter: what it is, whose, how long still, and the one button."""

    title: str
    meta: str
    url: str
    act: str
    clock: ClockChip | None = None
    is_urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """A kind of matters. `more`: how many stand behind `url` only."""

    html_id: str
    title: str
    count: int | str
    things: Sequence[Thing]
    url: str
    more: int


@dataclass(frozen=True, kw_only=True)
class DutyNow:
    """Who is on at one's own unit, and the days ahead that nobody has."""

    who: str
    phone: str
    url: str
    gaps: Sequence[date]


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    """The whole page."""

    greeting: str
    say: str
    total: int
    late: int
    kpis: Sequence[Kpi]
    sections: Sequence[Section]
    duty: DutyNow | None
    deputies: Sequence[str]

    @classmethod
    def of(cls, desk: Desk, officer: Officer) -> "TodayPage":
        """Everything that waits for this officer; the number of queries is known and does not grow with it."""
        sections = [one for one in _sections(desk) if one]
        total = sum(int(str(one.count).rstrip("+")) for one in sections)
        late = sum(thing.clock is not None and thing.clock.tone == "bad" for one in sections for thing in one.things)
        return cls(
            greeting=_greeting(officer), say=_say(total), total=total, late=late, kpis=_kpis(desk, sections), sections=sections,
            duty=_duty(desk, officer.unit), deputies=_deputies(officer),
        )  # fmt: skip


def _sections(desk: Desk) -> list[Section | None]:
    """Every kind of matter in the order of the page, with what waits of it."""
    by, reach = desk.actor, desk.reach
    approve = queries.to_approve(by=by, reach=reach, size=SHOWN)
    requests = queries.requests_to_decide(by=by, reach=reach, size=SHOWN)
    opinions = queries.opinions_to_give(by=by, reach=reach, size=SHOWN)
    nobodys = queries.to_be_designated(by=by, reach=reach, size=SHOWN)
    given = list(queries.orders_by(by=by, reach=reach)[: queries.COUNTED]) if reach.roles & _GIVES else []
    owed = list(queries.orders_on(by=by, reach=reach)[: queries.COUNTED]) if reach.roles & _REPORTS else []
    reported = [one for one in given if one.state == InstructionState.REPORTED]
    cases = [
        *(one.case for one in approve.rows), *(one.appeal.case for one in requests.rows),
        *(one.consultation.appeal.case for one in opinions.rows), *(one.case for one in nobodys.rows),
    ]  # fmt: skip
    chips = _chips(cases, [*owed[:SHOWN]])
    return [
        _section("alarms", _("紧急件"), len(desk.alarms), "workbench:alarms", map(_alarm, desk.alarms)),
        _section(
            "approve", _("等您审定的答复"), approve.count, "workbench:approvals",
            (_approve(one, chips) for one in approve.rows),
        ),
        _section(
            "nobodys", _("两次退办，等您指定"), nobodys.count, "workbench:approvals",
            (_matter(one.case, _("指定单位"), "designate", chips, _("两次退办")) for one in nobodys.rows),
        ),
        _section(
            "requests", _("等您批的申请"), requests.count, "workbench:approvals",
            (
                _matter(one.appeal.case, _("看申请"), "grant", chips, _asked(one)) for one in requests.rows
            ),
        ),
        _section(
            "closing", _("报告了、等您阅结的批示"), len(reported), "workbench:orders",
            (_order(one, _("看报告"), "close_instruction", chips) for one in reported[:SHOWN]), "?of=mine",
        ),
        _section(
            "owed", _("要报告的批示"), len(owed), "workbench:orders",
            (_order(one, _("去报告"), "report_instruction", chips) for one in owed[:SHOWN]), "?of=units",
        ),
        _section(
            "opinions", _("会商等您的意见"), opinions.count, "workbench:consultations",
            (_opine(one, chips) for one in opinions.rows),
        ),
    ]  # fmt: skip


def _chips(cases: Sequence[Case], orders: Sequence[Instruction]) -> dict[Ref, ClockChip]:
    """The promise of every file and the clock of every order that is shown: one query."""
    refs = [*(case.ref for case in cases), *(one.ref for one in orders)]
    now = clock.now()
    found: dict[Ref, ClockChip] = {}
    for ref, views in clocks.clocks_of(subjects=refs, kinds=("handle", "instruction")).items() if refs else ():
        shown = chip(views.get("instruction") or views.get("handle"), now)
        if shown:
            found[ref] = shown
    return found


def _section(
    html_id: str, title: str, count: int, name: str, things: Iterable[Thing], query: str = ""
) -> Section | None:
    if not count:
        return None
    listed = list(things)[:SHOWN]
    return Section(
        html_id=html_id, title=title, count=capped(count), things=listed, url=reverse(name) + query,
        more=count - len(listed),
    )  # fmt: skip


def _title(case: Case) -> str:
    return _("密封件") if case.confidentiality == Confidentiality.SEALED else case.title


def _matter(case: Case, act: str, page: str, chips: dict[Ref, ClockChip], what: str = "") -> Thing:
    unit = case.unit.short_name if case.unit else ""
    return Thing(
        title=_title(case), meta=" · ".join(part for part in (what, unit, case.number) if part), act=act,
        url=reverse(f"workbench:{page}", args=[case.number]), clock=chips.get(case.ref),
    )  # fmt: skip


def _opine(one: Opinion, chips: dict[Ref, ClockChip]) -> Thing:
    case = one.consultation.appeal.case
    to = reverse("workbench:consultation", args=[case.number, one.consultation_id])
    return replace(_matter(case, _("提意见"), "case", chips, _("会商")), url=to)


def _approve(appeal: Appeal, chips: dict[Ref, ClockChip]) -> Thing:
    level = _("二级审定") if appeal.case.state == State.SECOND_REVIEW else ""
    return _matter(appeal.case, _("去审定"), "review", chips, level)


def _order(one: Instruction, act: str, page: str, chips: dict[Ref, ClockChip]) -> Thing:
    case = one.appeal.case
    return Thing(
        title=one.text if len(one.text) <= 40 else f"{one.text[:39]}…", act=act, clock=chips.get(one.ref),
        meta=f"{one.by.name} · {_title(case)} · {case.number}", url=reverse(f"workbench:{page}", args=[case.number]),
    )  # fmt: skip


def _asked(one: Request) -> str:
    return f"{one.asked_by.name}{_(_REQUESTS[RequestKind(one.kind)])}"


def _alarm(alarm: Alarm) -> Thing:
    tone: ClockChip = ClockChip.running(alarm.due_at, tone="bad" if clock.now() >= alarm.due_at else "warn")
    return Thing(
        title=_("紧急件没有人确认"), meta=alarm.appeal.case.number, url=reverse("workbench:alarms"), act=_("去确认"),
        clock=tone, is_urgent=True,
    )  # fmt: skip


def _greeting(officer: Officer) -> str:
    hour = clock.local(clock.now()).hour
    part = _("上午好") if 5 <= hour < 12 else _("下午好") if 12 <= hour < 18 else _("晚上好")
    return f"{officer.name}，{part}"


def _say(total: int) -> str:
    if not total:
        return _("现在没有等您的事")
    return _("%(n)d件事等您") % {"n": total}


def _kpis(desk: Desk, sections: Sequence[Section]) -> list[Kpi]:
    """Four numbers, each opens its files; they are read for the rail and for the page anyway."""
    counts, listed = desk.counts, reverse("workbench:list")
    waiting = next((str(one.count) for one in sections if one.html_id == "approve"), "0")
    return [
        Kpi(label=_("等您审定"), value=waiting, unit=_("件"), url=reverse("workbench:approvals")),
        Kpi(
            label=_("现在超期"), value=str(capped(counts.late_all)), unit=_("件"), url=f"{listed}?late=1",
            tone="bad" if counts.late_all else "",
        ),
        Kpi(label=_("待签收"), value=str(capped(counts.all[State.PUSHED])), unit=_("件"), url=f"{listed}?state=pushed"),
        Kpi(label=_("在办"), value=str(capped(counts.open_all)), unit=_("件"), url=listed),
    ]  # fmt: skip


def _duty(desk: Desk, unit: Unit) -> DutyNow | None:
    """For whoever keeps the unit's roster."""
    if not desk.reach.holds(Role.UNIT_HEAD, Role.DEPUTY_HEAD, Role.LEADER, Role.DUTY_LEADER, unit=unit.code):
        return None
    gaps = organisation.gaps(unit=unit)
    now = organisation.on_duty(unit=unit)
    if now.is_empty and not gaps:
        return None
    return DutyNow(
        who=on_now(now), phone=now.phone or unit.duty_phone, url=reverse("duty:roster", args=[unit.code]), gaps=gaps
    )  # fmt: skip


def on_now(now: DutyDay) -> str:
    """张三、李四，带班王五; empty where nobody is on."""
    officers = "、".join(person.name for person in now.officers)
    leader = _("带班%(name)s") % {"name": now.leader.name} if now.leader else ""
    return "，".join(part for part in (officers, leader) if part)


def _deputies(officer: Officer) -> list[str]:
    """For whom one stands in, and who stands in for oneself."""
    return [said(one, officer.pk) for one in organisation.delegations_of(officer_id=officer.pk)]


def said(one: Delegation, me: int) -> str:
    """您11月20日—11月25日代李某审批; 王某11月20日—11月25日代您审批."""
    days = {"first": words.day(one.valid_from), "last": words.day(one.valid_to)}
    if one.deputy_id == me:
        return _("%(first)s—%(last)s，您代%(name)s审批") % {**days, "name": one.officer.name}
    return _("%(first)s—%(last)s，%(name)s代您审批") % {**days, "name": one.deputy.name}
