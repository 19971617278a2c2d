"""Tables of the appeal, by topic."""

from yiwang.cases.appeals.models.appeal import Alarm, Appeal, Dispute, Route
from yiwang.cases.appeals.models.asking import Question, Supplement, Urge
from yiwang.cases.appeals.models.authority import Designation, HandBack, Instruction, Request, Return
from yiwang.cases.appeals.models.bulking import BulkRun, BulkStep, SavedFilter
from yiwang.cases.appeals.models.drafting import MachineDraft
from yiwang.cases.appeals.models.importing import ImportBatch, OldStep, Origin
from yiwang.cases.appeals.models.papers import Paper
from yiwang.cases.appeals.models.replies import Reply, ReplyState
from yiwang.cases.appeals.models.together import Consultation, Opinion, Part

__all__ = [
    "Alarm", "Appeal", "BulkRun", "BulkStep", "Consultation", "Designation", "Dispute", "HandBack", "ImportBatch",
    "Instruction", "MachineDraft", "OldStep", "Opinion", "Origin", "Paper", "Part", "Question", "Reply", "ReplyState", "Request",
    "Return", "Route", "SavedFilter", "Supplement", "Urge",
]  # fmt: skip
