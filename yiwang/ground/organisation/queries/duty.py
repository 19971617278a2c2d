"""值班表: who is on duty where and when, who is on now, which days nobody has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from yiwang.ground.organisation.models import Duty, Officer, Post, Unit
from yiwang.ground.organisation.queries.reaching import in_force
from yiwang.ground.organisation.queries.serving import holders
from yiwang.ground.organisation.queries.tree import ancestors
from yiwang.ground.organisation.states import DutyKind, Office
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock

CHANGES = "08:30"
"""When a turn is handed over, where the ruleset `settings` is silent (bureau default, no source)."""
GAP_DAYS = 7
"""How far ahead a day without anybody is told of."""
KEPT_FOR = timedelta(days=60)
"""A unit whose last turn is older keeps no roster any more: nobody is told of its gaps."""


@dataclass(frozen=True, kw_only=True)
class DutyDay:
    """One day of a unit's roster. `leader`: at most one. `phone`: empty means the unit's own."""

    day: date
    leader: Officer | None
    officers: Sequence[Officer]
    phone: str

    @property
    def is_empty(self) -> bool:
        """Nobody who would answer the phone."""
        return not self.officers


def changes_at() -> time:
    """The hour of handing over, local."""
    said = rules.current_if_any(kind="settings") or {}
    return time.fromisoformat(str(said.get("duty_changes_at", CHANGES)))


def duty_day(*, at: datetime | None = None) -> date:
    """Whose turn it is at a moment: until the hour of handing over it is still the day before's."""
    there = clock.local(at or clock.now())
    return there.date() if there.time() >= changes_at() else there.date() - timedelta(days=1)


def roster_of(*, unit: Unit, first: date, days: int) -> list[DutyDay]:
    """The roster of a unit for so many days, a day without anybody too. One query."""
    rows: dict[date, list[Duty]] = {first + timedelta(days=step): [] for step in range(days)}
    found = Duty.objects.filter(unit=unit, day__gte=first, day__lt=first + timedelta(days=days))
    for turn in found.select_related("officer__unit"):
        rows[turn.day].append(turn)
    return [_day(day, turns) for day, turns in rows.items()]


def on_duty(*, unit: Unit, at: datetime | None = None) -> DutyDay:
    """Who is on at the unit at a moment."""
    return roster_of(unit=unit, first=duty_day(at=at), days=1)[0]


def who_rings(*, kind: DutyKind, unit_code: str) -> list[Officer]:
    """Whose phones ring for a unit now: of those who hold the role over it, who stands on the roster; else all of them.

    The roster of the unit itself, or of the nearest unit above that has anybody on it now.
    """
    all_of_them = holders(role=kind.role, unit_code=unit_code)
    on = _turns_now(kind, unit_code)
    named = [person for person in all_of_them if person.pk in on]
    return named or all_of_them


def on_roster(*, kind: DutyKind, unit_code: str) -> list[Officer]:
    """Who of the unit itself stands on its roster now, whatever roles they hold; nobody where it keeps none."""
    today = duty_day()
    turns = Duty.objects.filter(unit__code=unit_code, day=today, kind=kind, officer__is_active=True)
    return [turn.officer for turn in turns.select_related("officer__unit")]


def gaps(*, unit: Unit, days: int = GAP_DAYS) -> list[date]:
    """Days from today on that nobody of a unit which keeps a roster has. One query."""
    first = duty_day()
    kept = Duty.objects.filter(unit=unit, day__gte=first - KEPT_FOR, kind=DutyKind.OFFICER).order_by()
    known = set(kept.values_list("day", flat=True).distinct())
    ahead = [first + timedelta(days=step) for step in range(days)]
    return [day for day in ahead if day not in known] if known else []


def duty_candidates(*, unit: Unit) -> list[Officer]:
    """Who may stand on the unit's roster: officers in service with a post of the cases' side there or above."""
    posts = Post.objects.filter(in_force(), office=Office.CASES, unit__code__in=ancestors(unit.code)).order_by()
    return list(Officer.objects.select_related("unit").filter(pk__in=posts.values("officer_id")))


def _turns_now(kind: DutyKind, unit_code: str) -> set[int]:
    rows = Duty.objects.filter(unit__code__in=ancestors(unit_code), day=duty_day(), kind=kind)
    turns = list(rows.order_by().values_list("unit__level", "officer_id"))
    nearest = max((level for level, _ in turns), default=0)
    return {officer for level, officer in turns if level == nearest}


def _day(day: date, turns: Sequence[Duty]) -> DutyDay:
    leader = next((turn.officer for turn in turns if turn.kind == DutyKind.LEADER), None)
    officers = [turn.officer for turn in turns if turn.kind == DutyKind.OFFICER]
    return DutyDay(day=day, leader=leader, officers=officers, phone=next((t.phone for t in turns if t.phone), ""))
