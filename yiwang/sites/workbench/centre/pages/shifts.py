"""话务统计: what a desk and each of its officers did on the phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.centre import queries
from yiwang.cases.centre.queries import Shift
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.sites.ui.pages import Chip, Kpi
from yiwang.sites.workbench.centre.pages.call import span

TODAY, YESTERDAY, SHIFT, WEEK = "today", "yesterday", "shift", "week"
PERIODS = (TODAY, SHIFT, YESTERDAY, WEEK)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One officer of the table."""

    name: str
    shift: Shift
    talk_each: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ShiftsPage:
    """The desk in four numbers, then officer by officer."""

    chips: Sequence[Chip]
    kpis: Sequence[Kpi]
    lines: Sequence[Line]
    whole: Line
    since: datetime
    until: datetime

    @classmethod
    def of(cls, by: Actor, reach: Reach, period: str) -> "ShiftsPage":
        """Figures of a period; of this shift since the officer signed in, where somebody has."""
        seat = queries.seat_of(officer_id=by.officer_id or 0)
        since, until = _between(period, seat.since if seat else None)
        desk, each = queries.shifts(by=by, reach=reach, since=since, until=until)
        return cls(
            chips=_chips(period, seat is not None), kpis=_kpis(desk), lines=[_line(one, one.name) for one in each],
            whole=_line(desk, _("合计")), since=since, until=until,
        )  # fmt: skip


def _between(period: str, seated: datetime | None) -> tuple[datetime, datetime]:
    now = clock.now()
    midnight = clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    if period == SHIFT and seated:
        return seated, now
    if period == YESTERDAY:
        return midnight - timedelta(days=1), midnight
    return (midnight - timedelta(days=6), now) if period == WEEK else (midnight, now)


def _chips(period: str, is_seated: bool) -> list[Chip]:
    names = {TODAY: _("今天"), SHIFT: _("本班（签入以来）"), YESTERDAY: _("昨天"), WEEK: _("近7天")}
    path = reverse("centre:shifts")
    return [
        Chip(label=names[one], url=f"{path}?period={one}", current=one == period)
        for one in PERIODS
        if one != SHIFT or is_seated
    ]


def _kpis(desk: Shift) -> list[Kpi]:
    share = desk.answered_share
    shown, unit = (f"{share:.1f}", "%") if share is not None else ("—", "")
    came = _("共%(n)s个来电") % {"n": desk.taken + desk.missed}
    return [
        Kpi(label=_("接起来的"), value=shown, unit=unit, note=came),
        Kpi(label=_("登记成件"), value=str(desk.registered), unit=_("件")),
        Kpi(label=_("当场答复"), value=str(desk.direct), unit=_("个")),
        Kpi(label=_("待回拨"), value=str(desk.owed), unit=_("个"), url=reverse("centre:call_backs")),
    ]  # fmt: skip


def _line(shift: Shift, name: str) -> Line:
    return Line(
        name=name, shift=shift, talk_each=span(timedelta(seconds=shift.talk_each)) if shift.taken else "—",
        after=span(timedelta(seconds=shift.after // shift.taken)) if shift.taken else "—",
    )  # fmt: skip
