"""Tables of published answers, of patrols, and of standards."""

from yiwang.offer.knowledge.models.answers import ANSWER_SIGNS, QUESTION_SIGNS, TITLE_SIGNS, Answer, Patrol
from yiwang.offer.knowledge.models.helping import KEY_SIGNS, Helpful
from yiwang.offer.knowledge.models.standards import (
    ALSO_SIGNS,
    ASKED_SIGNS,
    GROUND_SIGNS,
    TOLD_SIGNS,
    Standard,
    Use,
    Wording,
)

__all__ = [
    "ALSO_SIGNS", "ANSWER_SIGNS", "ASKED_SIGNS", "GROUND_SIGNS", "KEY_SIGNS", "QUESTION_SIGNS", "TITLE_SIGNS", "TOLD_SIGNS",
    "Answer", "Helpful", "Patrol", "Standard", "Use", "Wording",
]  # fmt: skip
