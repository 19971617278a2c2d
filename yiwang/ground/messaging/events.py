"""Facts of the room. They name the message by its key: neither text nor number stands in the record."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class _About(Event):
    message_id: int
    template: str
    recipient: str


@dataclass(frozen=True)
class MessageSent(_About):
    """The gateway took the message about the subject."""

    code: ClassVar[str] = "messaging.message.sent"


@dataclass(frozen=True)
class MessageDelivered(_About):
    """The phone got it, says the carrier's receipt."""

    code: ClassVar[str] = "messaging.message.delivered"


@dataclass(frozen=True)
class MessageFailed(_About):
    """It did not reach anybody, or nobody can say; `reason` is ours (`states.Reason`) or the gateway's code."""

    code: ClassVar[str] = "messaging.message.failed"
    reason: str


@dataclass(frozen=True)
class CodeAsked(Event):
    """A verification code was asked for a phone; `phone_index` is its keyed digest."""

    code: ClassVar[str] = "messaging.code.asked"
    phone_index: str


@dataclass(frozen=True)
class InboxRead(Event):
    """The officer (the subject) opened messages of the inbox."""

    code: ClassVar[str] = "messaging.inbox.read"
    message_ids: tuple[int, ...]


@dataclass(frozen=True)
class MessagesForgotten(Event):
    """Texts and numbers older than the retention were erased; the subject is the day."""

    code: ClassVar[str] = "messaging.messages.forgotten"
    count: int


@dataclass(frozen=True)
class MessagesHeld(Event):
    """So many messages that waited were kept back, after a restore."""

    code: ClassVar[str] = "messaging.outbox.held"
    count: int


@dataclass(frozen=True)
class MessagesReleased(Event):
    """So many messages that were kept back may go."""

    code: ClassVar[str] = "messaging.outbox.released"
    count: int
