"""Clocks counted once more as other rules would have them: other limits, another calendar, other hours. Nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.ground.clocks.models import Clock, Entry
from yiwang.ground.clocks.queries.days import ORDINARY_HOURS, ROUND_THE_CLOCK, Calendar
from yiwang.ground.clocks.queries.history import Key
from yiwang.ground.clocks.queries.limits import Limit, limit_for
from yiwang.ground.clocks.queries.moments import Almanac
from yiwang.ground.clocks.queries.projection import Story, tell
from yiwang.ground.clocks.queries.reckoning import CLOSE, Terms
from yiwang.ground.clocks.queries.rulebook import calendar
from yiwang.ground.clocks.queries.standing import lines_of
from yiwang.ground.rules import queries as rules
from yiwang.kit.refs import Ref

Book = tuple[Key, Story]
"""A clock's kind and round, and what its lines say."""


@dataclass(frozen=True)
class Replayed:
    """Where a clock would stand. `due_at`: None while it is paused. `red_at`: from when it is late."""

    kind: str
    due_at: datetime | None
    red_at: datetime | None
    stopped_at: datetime | None

    def is_late(self, now: datetime) -> bool:
        """Stopped after its time was up, or running beyond it."""
        return bool(self.red_at and (self.stopped_at or now) >= self.red_at)


def books_of(*, subjects: Iterable[Ref]) -> dict[Ref, list[Book]]:
    """The latest round of each clock of these subjects, read from their ledgers: two statements however many."""
    found: dict[Ref, dict[str, Clock]] = {}
    by_kind: dict[str, list[str]] = {}
    for subject in subjects:
        by_kind.setdefault(subject.kind, []).append(str(subject.id))
    for kind, ids in by_kind.items():
        for row in Clock.objects.filter(subject_kind=kind, subject_id__in=ids).order_by("round", "id"):
            found.setdefault(row.subject, {})[row.kind] = row
    ledgers = lines_of(row for clocks in found.values() for row in clocks.values())
    return {
        subject: [_book(row, ledgers[(subject, row.key)]) for row in clocks.values() if ledgers.get((subject, row.key))]
        for subject, clocks in found.items()
    }


def _book(row: Clock, lines: Sequence[Entry]) -> Book:
    return row.key, tell(lines)


class Replay:
    """Counts clocks by the limits, the calendar and the hours now in force (`rules.as_if`); remembers what many share."""

    def __init__(self, *, usual_hours: str) -> None:
        """`usual_hours`: what the bureau's hours were when the clocks began; a unit's own stay as they are."""
        self.days: Calendar = calendar()
        self._almanac = Almanac(self.days)
        kept: Mapping[str, Any] = rules.current_if_any(kind="settings") or {}
        self._hours, self._ends = hours_of(kept), str(kept.get("day_ends") or CLOSE)
        self._usual = {usual_hours, ROUND_THE_CLOCK}
        self._terms: dict[tuple[Terms, Limit], Terms] = {}

    def of(self, book: Book, **facts: Any) -> Replayed:
        """Where this clock would stand. `facts`: by what its limit is chosen (`limit_for`); where none is, it keeps its own."""
        (kind, _round), story = book
        limit, frozen = limit_for(clock=kind, **facts), story.terms
        terms = self._of(frozen, limit if limit and limit.unit.is_length else frozen.limit)
        due_at, red_at = self._moments(terms, story)
        is_held = story.paused_at is not None and story.stopped_at is None
        return Replayed(kind, None if is_held else due_at, None if is_held else red_at, story.stopped_at)

    def promise(self, since: datetime, **facts: Any) -> Replayed | None:
        """A promise that nothing has shifted, on the bureau's own hours; None where the table has no limit for it."""
        limit = limit_for(clock="handle", **facts)
        if limit is None or not limit.unit.is_length:
            return None
        moments = self._almanac.of(Terms.of(limit, day_ends=self._ends, ordinary=self._hours), since)
        return Replayed("handle", moments.due_at, moments.red_at, None)

    def _of(self, frozen: Terms, limit: Limit) -> Terms:
        key = frozen, limit
        if key not in self._terms:
            own = "" if frozen.hours.text in self._usual else frozen.hours.text
            self._terms[key] = Terms.of(limit, own, day_ends=self._ends, ordinary=self._hours)
        return self._terms[key]

    def _moments(self, terms: Terms, story: Story) -> tuple[datetime, datetime]:
        if not story.shifts:
            moments = self._almanac.of(terms, story.start)
            return moments.due_at, moments.red_at
        moved = Story(terms, story.start, story.shifts).due(self.days)
        return moved.at, moved.red_at


def hours_of(kept: Mapping[str, Any] | None) -> str:
    """The bureau's office hours in a payload of settings, as text."""
    return str((kept or {}).get("office_hours") or ORDINARY_HOURS)
