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
from yiwang.cases.appeals.events.level import InstructionClosed, InstructionGiven, InstructionReported, ReplyPassedUp
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
from yiwang.cases.appeals.events.requests import (
    ExtensionRequested,
    PauseEnded,
    PauseReminded,
    PauseRequested,
    RequestDeclined,
    RequestGranted,
    RequestWithdrawn,
)
from yiwang.cases.appeals.events.whose import AppealDesignated, AppealHandedBack, AppealReturned

__all__ = [
    "AlarmAcknowledged", "AlarmEscalated", "AlarmRaised", "AppealClosed", "AppealDesignated", "AppealDisputed",
    "AppealHandedBack", "AppealHandedOver", "AppealImported", "AppealPushed", "AppealReassigned", "AppealRegistered",
    "AppealReturned", "AppealSigned", "AppealTakenBack", "AppealWithdrawn", "AppealsExported", "ApplicantContacted",
    "BulkBegun", "BulkEnded", "BulkStepTaken", "ExtensionRequested", "FilterDropped", "FilterSaved", "FilterShared",
    "FilterUnshared", "ImportBegan", "ImportDropped", "ImportFailed", "ImportFinished", "ImportForeseen",
    "ImportOffered", "ImportsCleared", "InstructionClosed", "InstructionGiven", "InstructionReported",
    "MaterialAttached", "PauseEnded", "PauseReminded", "PauseRequested", "QuestionTakenBack", "ReplyApproved",
    "ReplyDrafted", "ReplyPassedUp", "ReplyRead", "ReplySentBack", "ReplySubmitted", "RequestDeclined",
    "RequestGranted", "RequestWithdrawn", "SheetDropped", "SheetFetched", "WordsIndexed",
]  # fmt: skip
