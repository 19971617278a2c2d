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
    SenderForgotten,
)
from yiwang.cases.channels.events.sorting import AnswerCame, MessageAnswered, PostingEnded, PostingMade, SenderAsked

__all__ = [
    "AnswerCame",
    "DueWarned",
    "MappingSet",
    "MessageAnswered",
    "NoticeKept",
    "NoticeSettled",
    "OrderTaken",
    "PartnerAdded",
    "PartnerChanged",
    "PostingEnded",
    "PostingMade",
    "ReportOwed",
    "ReportParked",
    "ReportTaken",
    "ReportsReplayed",
    "SenderAsked",
    "SenderForgotten",
]
