"""Facts of explanations of lateness. Their subject is the file; `explanation` is the key of the row."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class ExplanationOwed(Event):
    """A file became overdue: its unit owes an explanation until `owed_by`."""

    code: ClassVar[str] = "supervision.explanation.owed"
    explanation: int
    unit: str
    missed_at: datetime
    owed_by: datetime | None


@dataclass(frozen=True)
class LatenessExplained(Event):
    """The unit explained; `reason` is a code of `LateReason`, `due_at` the new deadline it asks for (none where it was answered
    meanwhile); `words`: digest of what it wrote.
    """

    code: ClassVar[str] = "supervision.explanation.submitted"
    explanation: int
    unit: str
    reason: str
    due_at: datetime | None
    words: str


@dataclass(frozen=True)
class ExplanationSentBack(Event):
    """The supervising unit wants it written again."""

    code: ClassVar[str] = "supervision.explanation.sent_back"
    explanation: int
    unit: str


@dataclass(frozen=True)
class ExplanationAccepted(Event):
    """The supervising unit agreed: the new deadline holds, and the citizen is told."""

    code: ClassVar[str] = "supervision.explanation.accepted"
    explanation: int
    unit: str
    reason: str
    due_at: datetime | None


@dataclass(frozen=True)
class ExplanationDropped(Event):
    """Nothing is owed any more: the file left the unit another way, or a new calendar moved its promise."""

    code: ClassVar[str] = "supervision.explanation.dropped"
    explanation: int
    unit: str


@dataclass(frozen=True)
class ExplanationEscalated(Event):
    """The explanation itself came not in time; `unit` owes it, `above` was told."""

    code: ClassVar[str] = "supervision.explanation.escalated"
    explanation: int
    unit: str
    above: str
