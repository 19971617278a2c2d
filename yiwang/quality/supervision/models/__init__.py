"""Tables of supervision, by topic."""

from yiwang.quality.supervision.models.alerts import Alert
from yiwang.quality.supervision.models.cards import Card
from yiwang.quality.supervision.models.duties import Nudge
from yiwang.quality.supervision.models.explanations import Explanation
from yiwang.quality.supervision.models.orders import Order, OrderReport

__all__ = [
    "Alert",
    "Card",
    "Explanation",
    "Nudge",
    "Order",
    "OrderReport",
]
