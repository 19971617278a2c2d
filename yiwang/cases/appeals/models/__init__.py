"""Tables of the appeal, by topic."""

from yiwang.cases.appeals.models.appeal import Alarm, Appeal, Dispute, Route
from yiwang.cases.appeals.models.bulking import BulkRun, BulkStep, SavedFilter
from yiwang.cases.appeals.models.importing import ImportBatch, OldStep, Origin
from yiwang.cases.appeals.models.replies import Reply, ReplyState

__all__ = [
    "Alarm", "Appeal", "BulkRun", "BulkStep", "Dispute", "ImportBatch", "OldStep", "Origin", "Reply", "ReplyState",
    "Route", "SavedFilter",
]  # fmt: skip
