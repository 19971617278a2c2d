"""Tables of the room, by topic."""

from yiwang.cases.channels.models.partners import Mapping, Nonce, Notice, Order, Partner, Report
from yiwang.cases.channels.models.sorting import Asking, Posting

__all__ = ["Asking", "Mapping", "Nonce", "Notice", "Order", "Partner", "Posting", "Report"]
