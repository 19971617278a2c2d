"""Facts of nudges and cards."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class CaseNudged(Event):
    """Somebody, or the clock, pressed that a file be done."""

    code: ClassVar[str] = "supervision.case.nudged"
    nudge: int
    origin: str
    unit: str
    officer: str


@dataclass(frozen=True)
class CardGiven(Event):
    """A unit got a yellow or a red card for a file."""

    code: ClassVar[str] = "supervision.card.given"
    card: int
    kind: str
    unit: str
    due_at: datetime


@dataclass(frozen=True)
class CardLifted(Event):
    """A card was taken back, by a person or because the promise had moved; `ground` is a code of `LiftGround`."""

    code: ClassVar[str] = "supervision.card.lifted"
    card: int
    kind: str
    unit: str
    ground: str
