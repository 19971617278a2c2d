"""Where a published answer and a standard are, and who may move them."""

from yiwang.offer.knowledge.states.answers import (
    DESK,
    EDITORS,
    EVERY_LINE,
    HEADS,
    MOVES,
    OVERSEERS,
    OWN_UNIT,
    PATROLLERS,
    PUBLISHERS,
    TASKS,
    AnswerState,
    Ending,
    Move,
)
from yiwang.offer.knowledge.states.helping import Source
from yiwang.offer.knowledge.states.standards import IN_FORCE, STANDARD_MOVES, StandardMove, StandardState

__all__ = [
    "DESK", "EDITORS", "EVERY_LINE", "HEADS", "IN_FORCE", "MOVES", "OVERSEERS", "OWN_UNIT", "PATROLLERS", "PUBLISHERS",
    "STANDARD_MOVES", "TASKS", "AnswerState", "Ending", "Move", "Source", "StandardMove", "StandardState",
]  # fmt: skip
