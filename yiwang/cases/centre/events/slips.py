"""Facts of slips, diversions and of answers that a person takes to who asked."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class SlipWritten(Event):
    """登记单: what the channel asked was written down, or mended. `digest`: of all answers."""

    code: ClassVar[str] = "centre.slip.written"
    channel: str
    digest: str


@dataclass(frozen=True)
class DiversionBegun(Event):
    """分流. `to`: one of `DivertTo`; `state`: how far it is at once; `digest`: of what it is about."""

    code: ClassVar[str] = "centre.diversion.begun"
    to: str
    state: str
    is_three_way: bool
    digest: str


@dataclass(frozen=True)
class DiversionSettled(Event):
    """对方已接，或由我们先办. `case`: the file that we keep of it, as a reference, or empty."""

    code: ClassVar[str] = "centre.diversion.settled"
    to: str
    state: str
    is_three_way: bool
    case: str


@dataclass(frozen=True)
class DiversionUndone(Event):
    """撤销分流, on the same day."""

    code: ClassVar[str] = "centre.diversion.undone"
    to: str


@dataclass(frozen=True)
class CaseDiverted(Event):
    """On the file: its matter was handed to somebody else, or was kept because nobody took it. `diversion`: its key."""

    code: ClassVar[str] = "centre.case.diverted"
    diversion: int
    to: str
    state: str


@dataclass(frozen=True)
class HandOverOwed(Event):
    """待送达: an answer has to be taken to who asked. `way`: one of `HandOverWay`; `steps`: how many."""

    code: ClassVar[str] = "centre.hand_over.owed"
    way: str
    steps: int


@dataclass(frozen=True)
class HandOverTried(Event):
    """送达一次没有成. `number`: which attempt it is."""

    code: ClassVar[str] = "centre.hand_over.tried"
    hand_over: int
    number: int


@dataclass(frozen=True)
class HandOverEnded(Event):
    """A step is over. `state`: one of `HandOverState`; `satisfaction`: one of `Satisfaction`, or empty."""

    code: ClassVar[str] = "centre.hand_over.ended"
    hand_over: int
    way: str
    step: str
    state: str
    satisfaction: str
