"""Writes of the room: what is to be sent, the way to the gateway and back, the inbox."""

from yiwang.ground.messaging.commands.delivering import (
    claim_deliveries,
    deliver,
    forget_deliveries,
    note_outcomes,
)
from yiwang.ground.messaging.commands.holding import hold, release
from yiwang.ground.messaging.commands.hooks import NewHook, add_hook, renew_hook_secret, replay, stop_hook, tell_hook
from yiwang.ground.messaging.commands.inbox import forget, mark_read
from yiwang.ground.messaging.commands.outbox import drain, receipts, settle
from yiwang.ground.messaging.commands.outgoing import send, send_code
from yiwang.ground.messaging.states import Recipient

__all__ = [
    "NewHook", "Recipient", "add_hook", "claim_deliveries", "deliver", "drain", "forget", "forget_deliveries", "hold",
    "mark_read", "note_outcomes", "receipts", "release", "renew_hook_secret", "replay", "send", "send_code",
    "settle", "stop_hook", "tell_hook",
]  # fmt: skip
