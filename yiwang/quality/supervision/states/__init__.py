"""Words of supervision and its tables of moves, by topic."""

from yiwang.quality.supervision.states.alerts import ALERT_MOVES, OVERSEERS, UNIT_HANDS, AlertMove, AlertState
from yiwang.quality.supervision.states.cards import CardKind, CardState, LiftGround
from yiwang.quality.supervision.states.duties import Origin, Stage
from yiwang.quality.supervision.states.explanations import (
    ACCEPTERS,
    EXPLANATION_MOVES,
    OWING,
    WAITING,
    WRITERS,
    ExplanationMove,
    ExplanationState,
    LateReason,
)
from yiwang.quality.supervision.states.orders import (
    ANSWERERS,
    DRAFTERS,
    KNOWN_TO_UNIT,
    LIVE,
    MOVES,
    SIGNERS,
    WITH_UNIT,
    OrderMove,
    OrderSource,
    OrderState,
)

__all__ = [
    "ACCEPTERS",
    "ALERT_MOVES",
    "ANSWERERS",
    "DRAFTERS",
    "EXPLANATION_MOVES",
    "KNOWN_TO_UNIT",
    "LIVE",
    "MOVES",
    "OVERSEERS",
    "OWING",
    "SIGNERS",
    "UNIT_HANDS",
    "WAITING",
    "WITH_UNIT",
    "WRITERS",
    "AlertMove",
    "AlertState",
    "CardKind",
    "CardState",
    "ExplanationMove",
    "ExplanationState",
    "LateReason",
    "LiftGround",
    "OrderMove",
    "OrderSource",
    "OrderState",
    "Origin",
    "Stage",
]
