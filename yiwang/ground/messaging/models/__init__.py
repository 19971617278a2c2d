"""Tables of the room, by topic."""

from yiwang.ground.messaging.models.expecting import Expectation
from yiwang.ground.messaging.models.hooks import Delivery, Hook
from yiwang.ground.messaging.models.incoming import Conversation, Incoming
from yiwang.ground.messaging.models.mailbox import Mailbox
from yiwang.ground.messaging.models.outbox import Message
from yiwang.ground.messaging.models.watching import Preference, Robot

__all__ = ["Conversation", "Delivery", "Expectation", "Hook", "Incoming", "Mailbox", "Message", "Preference", "Robot"]
