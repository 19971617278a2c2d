"""Facts of the service centre."""

from yiwang.cases.centre.events.calls import (
    CallBackEnded,
    CallBackPromised,
    CallBackTried,
    CallsLost,
    CallTied,
    CallTold,
    CallWrappedUp,
    SeatLeft,
    SeatTaken,
)
from yiwang.cases.centre.events.slips import (
    CaseDiverted,
    DiversionBegun,
    DiversionSettled,
    DiversionUndone,
    HandOverEnded,
    HandOverOwed,
    HandOverTried,
    SlipWritten,
)
from yiwang.cases.centre.events.tallies import DaysTallied

__all__ = [
    "CallBackEnded",
    "CallBackPromised",
    "CallBackTried",
    "CallTied",
    "CallTold",
    "CallWrappedUp",
    "CallsLost",
    "CaseDiverted",
    "DaysTallied",
    "DiversionBegun",
    "DiversionSettled",
    "DiversionUndone",
    "HandOverEnded",
    "HandOverOwed",
    "HandOverTried",
    "SeatLeft",
    "SeatTaken",
    "SlipWritten",
]
