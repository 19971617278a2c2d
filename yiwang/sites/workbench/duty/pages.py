"""A month of a unit's roster, as a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation import policies
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.queries import DutyDay
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui import words
from yiwang.sites.workbench.duty.reading import Fault, Row

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class DayRow:
    """One day: as it stands, or as it was typed. `week_of`: on a Monday, the day whose week can be copied onto this one."""

    day: date
    officers: str
    leader: str
    phone: str
    is_today: bool
    is_off: bool
    is_gap: bool
    is_past: bool
    monday: str
    label: str
    fault: str = ""


@dataclass(frozen=True, kw_only=True)
class RosterPage:
    """A month. `verdict`: whether this reader may write it."""

    unit: Unit
    month: date
    days: Sequence[DayRow]
    now: DutyDay
    changes_at: str
    gaps: Sequence[date]
    verdict: Verdict
    back_url: str
    next_url: str
    people: Sequence[str]
    faults: Sequence[Fault] = ()
    all_url: str = ""
    """Where the days before this week stand; empty where they stand here."""

    @classmethod
    def of(
        cls, by: Actor, unit: Unit, month: date, *, typed: Sequence[Row] = (), faults: Sequence[Fault] = (),
        is_whole: bool = False,
    ) -> "RosterPage":  # fmt: skip
        """`typed`, `faults`: what was sent and what is wrong with it. `is_whole`: with the days before this week."""
        first, until = month.replace(day=1), _next(month)
        found = organisation.roster_of(unit=unit, first=first, days=(until - first).days)
        today = organisation.duty_day()
        begins = today - timedelta(days=today.weekday())
        is_cut = not is_whole and first < begins < until
        found = [one for one in found if one.day >= begins] if is_cut else found
        gaps = organisation.gaps(unit=unit)
        wrong = {fault.day: fault.why for fault in faults}
        said = {row.day: row for row in typed}
        return cls(
            unit=unit, month=first, days=[_row(one, today, gaps, said, wrong) for one in found],
            now=organisation.on_duty(unit=unit), changes_at=organisation.changes_at().strftime("%H:%M"), gaps=gaps,
            verdict=policies.may_keep_roster(by, unit), back_url=_url(unit, first - timedelta(days=1)),
            next_url=_url(unit, until), people=[person.name for person in organisation.duty_candidates(unit=unit)],
            faults=faults, all_url=f"{_url(unit, first)}&all=1" if is_cut else "",
        )  # fmt: skip


def _row(
    one: DutyDay, today: date, gaps: Sequence[date], said: dict[str, Row], wrong: dict[str, str]
) -> DayRow:  # fmt: skip
    key = one.day.isoformat()
    typed = said.get(key)
    return DayRow(
        day=one.day, officers=typed.officers if typed else "、".join(person.name for person in one.officers),
        leader=typed.leader if typed else one.leader.name if one.leader else "", phone=typed.phone if typed else one.phone,
        is_today=one.day == today, is_off=not clocks.calendar().is_working(one.day), is_gap=one.day in gaps,
        is_past=one.day < today, monday=key if one.day.weekday() == 0 and one.day + WEEK > today else "",
        label=words.day(one.day), fault=wrong.get(key, ""),
    )  # fmt: skip


def _next(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _url(unit: Unit, day: date) -> str:
    return f"{reverse('duty:roster', args=[unit.code])}?month={day:%Y-%m}"


def month_of(text: str) -> date:
    """The first day of `2026-11`; of this month where it is none."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return organisation.duty_day().replace(day=1)


def title(month: date) -> str:
    """2026年11月."""
    return _("%(year)d年%(month)d月") % {"year": month.year, "month": month.month}
