"""The words of lawful matters, their table of moves and their laws."""

from yiwang.cases.tracks.states.laws import CLOCK_WORDS, KINDS_OF, LAWS, MATTER_KINDS, Law, Level, MatterKind
from yiwang.cases.tracks.states.moves import DECIDERS, LIVE, MOVES, WORKERS, MatterState, Move
from yiwang.cases.tracks.states.outcomes import (
    MATTER_OUTCOMES,
    SERVED_HOW,
    SUSPENSION_GROUNDS,
    MatterOutcome,
    ServedHow,
    SuspensionGround,
)
from yiwang.cases.tracks.states.papers import DECIDING, DEED_KINDS, DeedKind

__all__ = [
    "CLOCK_WORDS",
    "DECIDERS",
    "DECIDING",
    "DEED_KINDS",
    "KINDS_OF",
    "LAWS",
    "LIVE",
    "MATTER_KINDS",
    "MATTER_OUTCOMES",
    "MOVES",
    "SERVED_HOW",
    "SUSPENSION_GROUNDS",
    "WORKERS",
    "DeedKind",
    "Law",
    "Level",
    "MatterKind",
    "MatterOutcome",
    "MatterState",
    "Move",
    "ServedHow",
    "SuspensionGround",
]
