"""The words of applications and their table of moves."""

from yiwang.cases.applications.states.moves import ACCEPTERS, BEFORE, DECIDERS, MOVES, OPEN, WORKERS, Move, State
from yiwang.cases.applications.states.words import MaterialState, Outcome, SpecialKind, StepState, Verdict

__all__ = [
    "ACCEPTERS", "BEFORE", "DECIDERS", "MOVES", "OPEN", "WORKERS", "MaterialState", "Move", "Outcome", "SpecialKind",
    "State", "StepState", "Verdict",
]  # fmt: skip
