"""Facts of published answers, of patrols and of standards."""

from yiwang.offer.knowledge.events.answers import (
    AnswerKept,
    AnswerOffered,
    AnswerPublished,
    AnswerRedacted,
    AnswerRenewed,
    AnswerSentBack,
    AnswerWithdrawn,
    ConsultationsPatrolled,
)
from yiwang.offer.knowledge.events.standards import (
    StandardApproved,
    StandardConfirmed,
    StandardFellDue,
    StandardHandedOn,
    StandardNotUsed,
    StandardRetired,
    StandardSentBack,
    StandardUsed,
    StandardWritten,
)

__all__ = [
    "AnswerKept", "AnswerOffered", "AnswerPublished", "AnswerRedacted", "AnswerRenewed", "AnswerSentBack", "AnswerWithdrawn",
    "ConsultationsPatrolled", "StandardApproved", "StandardConfirmed", "StandardFellDue", "StandardHandedOn", "StandardNotUsed",
    "StandardRetired", "StandardSentBack", "StandardUsed", "StandardWritten",
]  # fmt: skip
