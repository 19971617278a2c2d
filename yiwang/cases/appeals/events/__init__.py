"""Facts of an appeal. Ids, codes and digests only; the texts stand in this room's tables."""

from yiwang.cases.appeals.events.asking import QuestionTakenBack
from yiwang.cases.appeals.events.bulking import (
    AppealsExported,
    BulkBegun,
    BulkEnded,
    BulkStepTaken,
    FilterDropped,
    FilterSaved,
    FilterShared,
    FilterUnshared,
    SheetDropped,
    SheetFetched,
    WordsIndexed,
)
from yiwang.cases.appeals.events.level import InstructionClosed, InstructionGiven, InstructionReported, ReplyPassedUp
from yiwang.cases.appeals.events.importing import (
    AppealImported,
    ImportBegan,
    ImportDropped,
    ImportFailed,
    ImportFinished,
    ImportForeseen,
    ImportOffered,
    ImportsCleared,
)
from yiwang.cases.appeals.events.moves import (
    AlarmAcknowledged,
    AlarmEscalated,
    AlarmRaised,
    AppealClosed,
    AppealDisputed,
    AppealHandedOver,
    AppealPushed,
    AppealReassigned,
    AppealRegistered,
    AppealSigned,
    AppealTakenBack,
    AppealWithdrawn,
    ApplicantContacted,
    MaterialAttached,
    ReplyApproved,
    ReplyDrafted,
    ReplyRead,
    ReplySentBack,
    ReplySubmitted,
)

__all__ = [
    "InstructionClosed", "InstructionGiven", "InstructionReported", "ReplyPassedUp",
    "AlarmAcknowledged", "AlarmEscalated", "AlarmRaised", "AppealClosed", "AppealDisputed", "AppealHandedOver",
    "AppealImported", "AppealPushed", "AppealReassigned", "AppealRegistered", "AppealSigned", "AppealTakenBack",
    "AppealWithdrawn", "AppealsExported", "ApplicantContacted", "BulkBegun", "BulkEnded", "BulkStepTaken",
    "FilterDropped", "FilterSaved", "FilterShared", "FilterUnshared",
    "ImportBegan", "ImportDropped", "ImportFailed", "ImportFinished", "ImportForeseen",
    "ImportOffered", "ImportsCleared", "MaterialAttached", "QuestionTakenBack", "ReplyApproved", "ReplyDrafted", "ReplyRead",
    "ReplySentBack", "ReplySubmitted", "SheetDropped", "SheetFetched", "WordsIndexed",
]  # fmt: skip
