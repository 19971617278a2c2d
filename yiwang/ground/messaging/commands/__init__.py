"""Writes of the room: what is to be sent, the way to the gateway and back, the inbox."""

from yiwang.ground.messaging.commands.holding import hold, release
from yiwang.ground.messaging.commands.inbox import forget, mark_read
from yiwang.ground.messaging.commands.outbox import drain, receipts, settle
from yiwang.ground.messaging.commands.outgoing import send, send_code
from yiwang.ground.messaging.states import Recipient

__all__ = ["Recipient", "drain", "forget", "hold", "mark_read", "receipts", "release", "send", "send_code", "settle"]
