"""The words of the service centre."""

from yiwang.cases.centre.states.calls import (
    ENOUGH_TRIES,
    HEARERS,
    LIVE,
    OPEN_CALLS,
    CallBackState,
    CallFact,
    CallState,
    TryOutcome,
    WrapUp,
)
from yiwang.cases.centre.states.diversions import (
    DIVERT_TO,
    DiversionState,
    DivertTo,
)
from yiwang.cases.centre.states.handovers import (
    ATTEMPTS,
    DAYS,
    HAND_OVER_WAYS,
    SATISFACTIONS,
    STEPS,
    HandOverState,
    HandOverStep,
    HandOverWay,
    Satisfaction,
)
from yiwang.cases.centre.states.slips import (
    ASKS,
    KEYS,
    ORDERED_ON,
    OUTSIDE_NUMBER,
    Ask,
    AskKind,
    asks,
)

__all__ = [
    "ASKS",
    "ATTEMPTS",
    "DAYS",
    "DIVERT_TO",
    "ENOUGH_TRIES",
    "HAND_OVER_WAYS",
    "HEARERS",
    "KEYS",
    "LIVE",
    "OPEN_CALLS",
    "ORDERED_ON",
    "OUTSIDE_NUMBER",
    "SATISFACTIONS",
    "STEPS",
    "Ask",
    "AskKind",
    "CallBackState",
    "CallFact",
    "CallState",
    "DiversionState",
    "DivertTo",
    "HandOverState",
    "HandOverStep",
    "HandOverWay",
    "Satisfaction",
    "TryOutcome",
    "WrapUp",
    "asks",
]
