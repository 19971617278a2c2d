"""Writes of the room, by topic."""

from yiwang.cases.channels.commands.knocking import forget_nonces, note_refusal, spend_nonce
from yiwang.cases.channels.commands.notices import drop_notice, keep_unreadable, settle_notice, take_notice
from yiwang.cases.channels.commands.orders import Taken, take_order
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
from yiwang.cases.channels.commands.pulling import move_cursor, pull
from yiwang.cases.channels.commands.reports import (
    claim_reports,
    deliver_reports,
    note_report,
    owe_report,
    replay_reports,
    report_step,
)
from yiwang.cases.channels.commands.telling import warn_of_due

__all__ = [
    "NewPartner",
    "Taken",
    "add_partner",
    "change_partner",
    "claim_reports",
    "deliver_reports",
    "drop_notice",
    "forget_nonces",
    "keep_unreadable",
    "move_cursor",
    "note_line",
    "note_refusal",
    "note_report",
    "owe_report",
    "pull",
    "renew_partner_secret",
    "replay_reports",
    "report_step",
    "set_mapping",
    "settle_notice",
    "spend_nonce",
    "switch_partner",
    "take_notice",
    "take_order",
    "try_partner",
    "warn_of_due",
]
