"""Writes of campaigns and of the work programme, by topic."""

from yiwang.quality.campaigns.commands import keeping
from yiwang.quality.campaigns.commands.counting import count_up
from yiwang.quality.campaigns.commands.ending import close, drop, report, send_back
from yiwang.quality.campaigns.commands.filing import decide_files, follow_secrecy, gather, leave, put_in
from yiwang.quality.campaigns.commands.measuring import (
    accept_measure,
    move_measure,
    order_measure,
    report_measure,
    return_measure,
)
from yiwang.quality.campaigns.commands.notices import tell_begun, tell_issued
from yiwang.quality.campaigns.commands.noticing import draft_notice, issue_notice
from yiwang.quality.campaigns.commands.planning import Plan, begin, change, draft
from yiwang.quality.campaigns.commands.programming import (
    Wish,
    accept_task,
    add_task,
    close_programme,
    drop_task,
    move_task,
    note_task,
    open_programme,
    report_task,
    return_task,
)
from yiwang.quality.campaigns.commands.reminding import remind

__all__ = [
    "Plan",
    "Wish",
    "accept_measure",
    "accept_task",
    "add_task",
    "begin",
    "change",
    "close",
    "close_programme",
    "count_up",
    "decide_files",
    "draft",
    "draft_notice",
    "drop",
    "drop_task",
    "follow_secrecy",
    "gather",
    "issue_notice",
    "keeping",
    "leave",
    "move_measure",
    "move_task",
    "note_task",
    "open_programme",
    "order_measure",
    "put_in",
    "remind",
    "report",
    "report_measure",
    "report_task",
    "return_measure",
    "return_task",
    "send_back",
    "tell_begun",
    "tell_issued",
]
