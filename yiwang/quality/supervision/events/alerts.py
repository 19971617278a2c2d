"""Facts of alerts: keys, codes and numbers."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class AlertSent(Event):
    """A warning became an alert to a unit."""

    code: ClassVar[str] = "supervision.alert.sent"
    rise: int
    unit: str


@dataclass(frozen=True)
class AlertAcknowledged(Event):
    """The unit signed for it and said what it does; the words' digest stands with the warning's own fact."""

    code: ClassVar[str] = "supervision.alert.acknowledged"
    unit: str


@dataclass(frozen=True)
class AlertReported(Event):
    """The unit said what came of it; `after`: files of the same in the week before."""

    code: ClassVar[str] = "supervision.alert.reported"
    unit: str
    after: int
    words: str


@dataclass(frozen=True)
class AlertSentBack(Event):
    """It is not enough yet."""

    code: ClassVar[str] = "supervision.alert.sent_back"
    unit: str


@dataclass(frozen=True)
class AlertClosed(Event):
    """The supervising unit is content."""

    code: ClassVar[str] = "supervision.alert.closed"
    unit: str


@dataclass(frozen=True)
class AlertEscalated(Event):
    """Nobody signed for it, or no result came, in time: `above` was told. `clock`: which of the two."""

    code: ClassVar[str] = "supervision.alert.escalated"
    unit: str
    above: str
    clock: str
