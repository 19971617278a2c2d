"""Facts of supervision, by topic: codes, keys and digests, never a word of anybody."""

from yiwang.quality.supervision.events.alerts import (
    AlertAcknowledged,
    AlertClosed,
    AlertEscalated,
    AlertReported,
    AlertSent,
    AlertSentBack,
)
from yiwang.quality.supervision.events.duties import CardGiven, CardLifted, CaseNudged
from yiwang.quality.supervision.events.explanations import (
    ExplanationAccepted,
    ExplanationDropped,
    ExplanationEscalated,
    ExplanationOwed,
    ExplanationSentBack,
    LatenessExplained,
)
from yiwang.quality.supervision.events.orders import (
    OrderAccepted,
    OrderAcknowledged,
    OrderAmended,
    OrderDeclined,
    OrderDrafted,
    OrderEscalated,
    OrderLifted,
    OrderReported,
    OrderRevoked,
    OrderSentBack,
    OrderServed,
    OrderSigned,
)

__all__ = [
    "AlertAcknowledged",
    "AlertClosed",
    "AlertEscalated",
    "AlertReported",
    "AlertSent",
    "AlertSentBack",
    "CardGiven",
    "CardLifted",
    "CaseNudged",
    "ExplanationAccepted",
    "ExplanationDropped",
    "ExplanationEscalated",
    "ExplanationOwed",
    "ExplanationSentBack",
    "LatenessExplained",
    "OrderAccepted",
    "OrderAcknowledged",
    "OrderAmended",
    "OrderDeclined",
    "OrderDrafted",
    "OrderEscalated",
    "OrderLifted",
    "OrderReported",
    "OrderRevoked",
    "OrderSentBack",
    "OrderServed",
    "OrderSigned",
]
