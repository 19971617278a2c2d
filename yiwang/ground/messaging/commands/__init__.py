"""Writes of the room: what is to be sent, the way to the gateway and back, the inbox."""

from yiwang.ground.messaging.commands.delivering import (
    claim_deliveries,
    deliver,
    note_outcomes,
)
from yiwang.ground.messaging.commands.digests import send_digest, send_digests
from yiwang.ground.messaging.commands.expecting import (
    Expected,
    expect,
    expect_no_more,
    forget_expected,
    note_unclear,
)
from yiwang.ground.messaging.commands.fetching import fetch_mail, open_mailbox, stumble, take_mail
from yiwang.ground.messaging.commands.holding import hold, release
from yiwang.ground.messaging.commands.hooks import NewHook, add_hook, renew_hook_secret, replay, stop_hook, tell_hook
from yiwang.ground.messaging.commands.inbox import mark_read, withdraw
from yiwang.ground.messaging.commands.incoming import Letter, keep_incoming, sort_incoming
from yiwang.ground.messaging.commands.keeping import MESSAGES
from yiwang.ground.messaging.commands.mailing import send_mails
from yiwang.ground.messaging.commands.media import fetch_media, hang_files
from yiwang.ground.messaging.commands.minding import lay_back_incoming, mute, put_off_incoming
from yiwang.ground.messaging.commands.outbox import claim, drain, give_back, receipts, settle
from yiwang.ground.messaging.commands.outgoing import send, send_code
from yiwang.ground.messaging.commands.posting import claim_posts, note_robot, post_notices
from yiwang.ground.messaging.commands.robots import add_robot, stop_robot, try_robot
from yiwang.ground.messaging.commands.talking import TALK, say, talk
from yiwang.ground.messaging.commands.watching import Hearer, Notice, notify, prefer, try_out
from yiwang.ground.messaging.states import Recipient

__all__ = [
    "MESSAGES",
    "TALK",
    "Expected",
    "Hearer",
    "Letter",
    "NewHook",
    "Notice",
    "Recipient",
    "add_hook",
    "add_robot",
    "claim",
    "claim_deliveries",
    "claim_posts",
    "deliver",
    "drain",
    "expect",
    "expect_no_more",
    "fetch_mail",
    "fetch_media",
    "forget_expected",
    "give_back",
    "hang_files",
    "hold",
    "keep_incoming",
    "lay_back_incoming",
    "mark_read",
    "mute",
    "note_outcomes",
    "note_robot",
    "note_unclear",
    "notify",
    "open_mailbox",
    "post_notices",
    "prefer",
    "put_off_incoming",
    "receipts",
    "release",
    "renew_hook_secret",
    "replay",
    "say",
    "send",
    "send_code",
    "send_digest",
    "send_digests",
    "send_mails",
    "settle",
    "sort_incoming",
    "stop_hook",
    "stop_robot",
    "stumble",
    "take_mail",
    "talk",
    "tell_hook",
    "try_out",
    "try_robot",
    "withdraw",
]  # fmt: skip
