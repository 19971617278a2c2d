"""The words of applications and their table of moves."""

from yiwang.cases.applications.states.moves import ACCEPTERS, BEFORE, DECIDERS, MOVES, OPEN, OVER, WORKERS, Move, State
from yiwang.cases.applications.states.papers import OF_APPLICANTS, TOLD_ALONE, Ended, How, PaperKind
from yiwang.cases.applications.states.words import ForwardState, MaterialState, Outcome, SpecialKind, StepState, Verdict

__all__ = [
    "ACCEPTERS", "BEFORE", "DECIDERS", "MOVES", "OF_APPLICANTS", "OPEN", "OVER", "TOLD_ALONE", "WORKERS",
    "Ended", "ForwardState", "How", "MaterialState", "Move", "Outcome", "PaperKind", "SpecialKind",
    "State", "StepState", "Verdict",
]  # fmt: skip
