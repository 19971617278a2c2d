"""Tables of the room, by topic."""

from yiwang.cases.channels.models.partners import Mapping, Nonce, Notice, Order, Partner, Report

__all__ = [
    "Mapping",
    "Nonce",
    "Notice",
    "Order",
    "Partner",
    "Report",
]
