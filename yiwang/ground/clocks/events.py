"""Facts of the clocks: a deadline drew near, was missed, was moved by a new calendar."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yiwang.kit.bus import Event
from yiwang.kit.refs import Ref


@dataclass(frozen=True)
class DeadlineNear(Event):
    """A clock turned amber: one working day before for day clocks, the last quarter for hour clocks. Once a round,
    and once more after it was given time again.
    """

    code: ClassVar[str] = "clocks.deadline.near"
    subject: Ref
    kind: str
    round: int
    limit: str
    due_at: datetime


@dataclass(frozen=True)
class DeadlineMissed(Event):
    """A clock turned red: the first overdue day for day clocks, the due moment for hour clocks. Once a round,
    and once more after it was given time again.
    """

    code: ClassVar[str] = "clocks.deadline.missed"
    subject: Ref
    kind: str
    round: int
    limit: str
    due_at: datetime


@dataclass(frozen=True)
class DeadlineMoved(Event):
    """A newly published calendar gave another due moment to a promise that was made; rooms that keep a copy take it over.

    `due_at`, `amber_at`, `red_at`: the new ones, None while the clock is paused. `was_at`: the old due moment.
    """

    code: ClassVar[str] = "clocks.deadline.moved"
    subject: Ref
    kind: str
    round: int
    due_at: datetime | None
    amber_at: datetime | None
    red_at: datetime | None
    was_at: datetime | None
    is_provisional: bool
