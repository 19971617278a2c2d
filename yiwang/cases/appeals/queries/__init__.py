"""Reads of appeals, by topic."""

from yiwang.cases.appeals.queries.desk import (
    alarm_of,
    approvals,
    case_by_number,
    full_appeal,
    get_appeal,
    get_by_id,
    inbox,
    lock_alarmed,
    lock_appeal,
    open_alarms,
    overdue_alarms,
    to_close,
    triage_queue,
    unit_load,
)
from yiwang.cases.appeals.queries.replies import answer_of, dispute_of, open_reply, replies_of
from yiwang.cases.appeals.queries.tables import Category, Channel, categories, category, channel, channels, setting
from yiwang.cases.appeals.queries.understanding import Suggestion, Told, resolve_unit, understand

__all__ = [
    "Category",
    "Channel",
    "Suggestion",
    "Told",
    "alarm_of",
    "answer_of",
    "approvals",
    "case_by_number",
    "categories",
    "category",
    "channel",
    "channels",
    "dispute_of",
    "full_appeal",
    "get_appeal",
    "get_by_id",
    "inbox",
    "lock_alarmed",
    "lock_appeal",
    "open_alarms",
    "open_reply",
    "overdue_alarms",
    "replies_of",
    "resolve_unit",
    "setting",
    "to_close",
    "triage_queue",
    "understand",
    "unit_load",
]
