"""Facts of the room, by topic."""

from yiwang.cases.channels.events.partners import (
    DueWarned,
    MappingSet,
    NoticeKept,
    NoticeSettled,
    OrderTaken,
    PartnerAdded,
    PartnerChanged,
    ReportOwed,
    ReportParked,
    ReportsReplayed,
    ReportTaken,
)

__all__ = [
    "DueWarned",
    "MappingSet",
    "NoticeKept",
    "NoticeSettled",
    "OrderTaken",
    "PartnerAdded",
    "PartnerChanged",
    "ReportOwed",
    "ReportParked",
    "ReportTaken",
    "ReportsReplayed",
]
