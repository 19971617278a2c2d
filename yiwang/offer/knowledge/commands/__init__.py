"""Every write of the room: an answer on its way to the public and off it, the day's patrol, standards."""

from yiwang.offer.knowledge.commands.answers import (
    CLOCK,
    PATROL_CLOCK,
    REVIEW_AFTER,
    end_answer,
    keep,
    offer_answer,
    patrol,
    publish,
    redact,
    renew,
    send_back,
    withdraw,
)
from yiwang.offer.knowledge.commands.helping import count_helpful
from yiwang.offer.knowledge.commands.keeping import ANSWERS
from yiwang.offer.knowledge.commands.notices import tell_owner
from yiwang.offer.knowledge.commands.standards import (
    approve_standard,
    confirm_standard,
    fall_due,
    hand_on_standard,
    keep_uses,
    retire_standard,
    send_back_standard,
    write_standard,
)

__all__ = [
    "ANSWERS", "CLOCK", "PATROL_CLOCK", "REVIEW_AFTER", "approve_standard", "confirm_standard", "count_helpful", "end_answer",
    "fall_due", "hand_on_standard", "keep", "keep_uses", "offer_answer", "patrol", "publish", "redact", "renew",
    "retire_standard", "send_back", "send_back_standard", "tell_owner", "withdraw", "write_standard",
]  # fmt: skip
