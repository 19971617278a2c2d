"""The words of an appeal and its table of moves."""

from yiwang.cases.appeals.states.acts import (
    ConsultationGround,
    ConsultationState,
    InstructionState,
    PartState,
    PauseGround,
    QuestionState,
    RequestKind,
    RequestState,
    ReturnGround,
)  # fmt: skip
from yiwang.cases.appeals.states.bulking import BULK_ACTS, BulkAct, BulkState
from yiwang.cases.appeals.states.importing import ImportMode, ImportState, Lack
from yiwang.cases.appeals.states.moves import (
    APPROVERS,
    CITIZEN,
    CLIENT,
    DESK,
    DUTY,
    HANDLERS,
    HEADS,
    IN_UNIT,
    MOVES,
    OPEN,
    SYSTEM,
    HandOver,
    Move,
    State,
)
from yiwang.cases.appeals.states.papers import PaperKind
from yiwang.cases.appeals.states.words import CHOSEN_OUTCOMES, OUTCOMES, TYPES, AppealType, Outcome

__all__ = [
    "APPROVERS", "BULK_ACTS", "CHOSEN_OUTCOMES", "CITIZEN", "CLIENT", "DESK", "DUTY", "HANDLERS", "HEADS", "IN_UNIT", "MOVES", "OPEN",
    "OUTCOMES", "SYSTEM", "TYPES", "AppealType", "BulkAct", "BulkState", "ConsultationGround", "ConsultationState",
    "HandOver", "ImportMode", "ImportState", "InstructionState", "Lack", "Move", "Outcome", "PaperKind", "PartState",
    "PauseGround",
    "QuestionState", "RequestKind", "RequestState", "ReturnGround", "State",
]  # fmt: skip
