"""From the lines of a ledger to where its clock stands: the one function that may say so."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from yiwang.ground.clocks.models import Clock, Entry
from yiwang.ground.clocks.queries.days import Calendar, Hours
from yiwang.ground.clocks.queries.limits import Limit
from yiwang.ground.clocks.queries.reckoning import Due, Extension, Pause, Terms, count
from yiwang.ground.clocks.states import Action, State

STORED = ("state", "limit", "started_at", "due_at", "amber_at", "red_at", "stopped_at", "is_provisional")
"""The columns of `Clock` that recomputation writes, and `verify` compares."""


@dataclass(frozen=True)
class Projection:
    """Where a clock stands. `due_at`, `amber_at`, `red_at` are None while it is paused."""

    state: State
    limit: str
    started_at: datetime
    due_at: datetime | None
    amber_at: datetime | None
    red_at: datetime | None
    stopped_at: datetime | None
    is_provisional: bool
    due: Due = field(compare=False)
    """How it was counted; while paused, what would hold had the clock gone on."""
    is_extended: bool = False

    def differs_from(self, clock: Clock) -> tuple[str, ...]:
        """The stored columns that say something else."""
        return tuple(name for name in STORED if getattr(clock, name) != getattr(self, name))

    def write_to(self, clock: Clock) -> Clock:
        """Put the projection into its row."""
        for name in STORED:
            setattr(clock, name, getattr(self, name))
        return clock


@dataclass
class Story:
    """What the lines say, before anything is counted."""

    terms: Terms
    start: datetime
    shifts: list[Pause | Extension] = field(default_factory=list)
    paused_at: datetime | None = None
    stopped_at: datetime | None = None
    stop_ground: str = ""

    @property
    def state(self) -> State:
        """Stopped, paused or running."""
        return State.STOPPED if self.stopped_at else State.PAUSED if self.paused_at else State.RUNNING

    @property
    def is_extended(self) -> bool:
        """Was more time granted?"""
        return any(isinstance(shift, Extension) for shift in self.shifts)

    def due(self, calendar: Calendar) -> Due:
        """By when."""
        return count(self.terms, self.start, calendar, sorted(self.shifts, key=lambda shift: shift.at))

    def _end_pause(self, at: datetime) -> None:
        if self.paused_at:
            self.shifts.append(Pause(self.paused_at, at))
            self.paused_at = None

    def take(self, entry: Entry) -> None:
        """Go on by one line after the start."""
        match Action(entry.action):
            case Action.CHANGE:
                self.terms = terms_of(entry)
            case Action.PAUSE:
                self.paused_at = self.paused_at or entry.at
            case Action.RESUME:
                self._end_pause(entry.at)
            case Action.EXTEND:
                self.shifts.append(Extension(entry.at, entry.days))
            case Action.STOP:
                self._end_pause(entry.at)
                self.stopped_at, self.stop_ground = entry.at, entry.ground


def freeze(terms: Terms) -> dict[str, Any]:
    """Terms as the ledger keeps them."""
    return {"limit": terms.limit.as_row(), "hours": terms.hours.text}


def terms_of(entry: Entry) -> Terms:
    """The terms a start or a change was written with; read once an entry, for a command asks several times."""
    known: Terms | None = entry.__dict__.get("_read_terms")
    if known is None:
        kept: dict[str, Any] = entry.terms or {}
        known = entry.__dict__["_read_terms"] = Terms(Limit.from_row(kept["limit"]), Hours.parse(kept["hours"]))
    return known


@lru_cache(maxsize=1024)
def terms_of_text(kept: str) -> Terms:
    """The same from a column's JSON as text: there are few different ones, and parsing is what reading a ledger costs."""
    found: dict[str, Any] = json.loads(kept)
    return Terms(Limit.from_row(found["limit"]), Hours.parse(found["hours"]))


def tell(entries: Sequence[Entry]) -> Story:
    """Read the lines of one round, in the order in which they were written. ValueError: they do not begin with a start."""
    first, *rest = entries
    if not Action(first.action).opens:
        raise ValueError(f"{first.subject} {first.kind}/{first.round}: the ledger does not begin with a start")
    story = Story(terms_of(first), first.at)
    for entry in rest:
        story.take(entry)
    return story


def project(entries: Sequence[Entry], calendar: Calendar) -> Projection:
    """Where the clock of these lines (one kind, one round) stands by this calendar. The duty hours stand in the lines."""
    story = tell(entries)
    due, is_held = story.due(calendar), story.state is State.PAUSED
    return Projection(
        state=story.state,
        limit=story.terms.limit.code,
        started_at=story.start,
        due_at=None if is_held else due.at,
        amber_at=None if is_held else due.amber_at,
        red_at=None if is_held else due.red_at,
        stopped_at=story.stopped_at,
        is_provisional=due.provisional,
        due=due,
        is_extended=story.is_extended,
    )
