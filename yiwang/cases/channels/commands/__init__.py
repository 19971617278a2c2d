"""Writes of the room, by topic."""

from yiwang.cases.channels.commands.chat_filing import add_late_files
from yiwang.cases.channels.commands.desk import (
    ANSWER_SIGNS,
    TEXT_SIGNS,
    Matter,
    answer_message,
    join_message,
    lay_back_message,
    register_message,
    set_aside_message,
)
from yiwang.cases.channels.commands.keeping import POSTINGS
from yiwang.cases.channels.commands.knocking import forget_nonces, note_refusal, spend_nonce
from yiwang.cases.channels.commands.looking import find_messages, open_sender
from yiwang.cases.channels.commands.notices import (
    drop_notice,
    hold_notice,
    keep_unreadable,
    settle_notice,
    settle_waiting,
    take_notice,
)
from yiwang.cases.channels.commands.orders import Taken, forget_sender, take_order
from yiwang.cases.channels.commands.partners import (
    NewPartner,
    add_partner,
    change_partner,
    note_line,
    renew_partner_secret,
    set_mapping,
    switch_partner,
    try_partner,
)
from yiwang.cases.channels.commands.postings import drop_posting, mark_posted, post_answer
from yiwang.cases.channels.commands.pulling import move_cursor, pull, read_again
from yiwang.cases.channels.commands.reports import (
    claim_reports,
    deliver_reports,
    note_report,
    owe_report,
    replay_reports,
    report_step,
)
from yiwang.cases.channels.commands.sorting import sort
from yiwang.cases.channels.commands.telling import warn_of_due

__all__ = [
    "ANSWER_SIGNS",
    "POSTINGS",
    "TEXT_SIGNS",
    "Matter",
    "NewPartner",
    "Taken",
    "add_late_files",
    "add_partner",
    "answer_message",
    "change_partner",
    "claim_reports",
    "deliver_reports",
    "drop_notice",
    "drop_posting",
    "find_messages",
    "forget_nonces",
    "forget_sender",
    "hold_notice",
    "join_message",
    "keep_unreadable",
    "lay_back_message",
    "mark_posted",
    "move_cursor",
    "note_line",
    "note_refusal",
    "note_report",
    "open_sender",
    "owe_report",
    "post_answer",
    "pull",
    "read_again",
    "register_message",
    "renew_partner_secret",
    "replay_reports",
    "report_step",
    "set_aside_message",
    "set_mapping",
    "settle_notice",
    "settle_waiting",
    "sort",
    "spend_nonce",
    "switch_partner",
    "take_notice",
    "take_order",
    "try_partner",
    "warn_of_due",
]
