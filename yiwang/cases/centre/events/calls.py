"""Facts of the phone: codes, keys and moments, never a number or a word that was said."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class CallTold(Event):
    """The exchange told something new of a call. `fact`: of `CallFact`; `state`: where it stands now; `extension`: whose set."""

    code: ClassVar[str] = "centre.call.told"
    fact: str
    state: str
    extension: str


@dataclass(frozen=True)
class CallTied(Event):
    """It is known what a call became: a file, a diversion. `wrap_up`: one of `WrapUp`."""

    code: ClassVar[str] = "centre.call.tied"
    to: str
    wrap_up: str


@dataclass(frozen=True)
class CallWrappedUp(Event):
    """话后整理."""

    code: ClassVar[str] = "centre.call.wrapped_up"
    wrap_up: str


@dataclass(frozen=True)
class CallsLost(Event):
    """The exchange never told how calls ended, so the house ended them. `count`: how many."""

    code: ClassVar[str] = "centre.calls.lost"
    count: int


@dataclass(frozen=True)
class SeatTaken(Event):
    """坐席签入: an officer answers at this extension."""

    code: ClassVar[str] = "centre.seat.taken"
    extension: str
    officer_id: int


@dataclass(frozen=True)
class SeatLeft(Event):
    """坐席签出."""

    code: ClassVar[str] = "centre.seat.left"
    extension: str
    officer_id: int


@dataclass(frozen=True)
class CallBackPromised(Event):
    """约回拨. `due`: by when (ISO); `call`: the call it came from, if any."""

    code: ClassVar[str] = "centre.call_back.promised"
    due: str
    call: str


@dataclass(frozen=True)
class CallBackTried(Event):
    """Somebody called. `outcome`: one of `TryOutcome`."""

    code: ClassVar[str] = "centre.call_back.tried"
    outcome: str


@dataclass(frozen=True)
class CallBackEnded(Event):
    """It needs no further call. `state`: one of `CallBackState`."""

    code: ClassVar[str] = "centre.call_back.ended"
    state: str
