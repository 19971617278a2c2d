"""Facts of 督办单: keys, codes and digests, never its words. Their subject is the order."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class OrderDrafted(Event):
    """Somebody, or a rule, wants an order to a unit. `about`: the thing it comes from, empty where by hand; `words`: digest."""

    code: ClassVar[str] = "supervision.order.drafted"
    source: str
    about: str
    unit: str
    words: str


@dataclass(frozen=True)
class OrderAmended(Event):
    """Its draft says something else; `words`: digest."""

    code: ClassVar[str] = "supervision.order.amended"
    unit: str
    words: str


@dataclass(frozen=True)
class OrderSigned(Event):
    """A leader or the inspectorate signed: it has its number."""

    code: ClassVar[str] = "supervision.order.signed"
    number: str
    unit: str


@dataclass(frozen=True)
class OrderDeclined(Event):
    """Whoever was to sign did not; `why`: digest."""

    code: ClassVar[str] = "supervision.order.declined"
    unit: str
    why: str


@dataclass(frozen=True)
class OrderServed(Event):
    """The unit has it: until when it is to be signed for, and to be reported."""

    code: ClassVar[str] = "supervision.order.served"
    unit: str
    ack_by: datetime | None
    report_by: datetime | None


@dataclass(frozen=True)
class OrderAcknowledged(Event):
    """The unit signed for it."""

    code: ClassVar[str] = "supervision.order.acknowledged"
    unit: str


@dataclass(frozen=True)
class OrderReported(Event):
    """The unit said what it did; `words`: digest."""

    code: ClassVar[str] = "supervision.order.reported"
    unit: str
    words: str


@dataclass(frozen=True)
class OrderAccepted(Event):
    """What was reported is enough; it waits to be lifted."""

    code: ClassVar[str] = "supervision.order.accepted"
    unit: str


@dataclass(frozen=True)
class OrderSentBack(Event):
    """What was reported is not enough; `why`: digest; `report_by`: until when it is to be reported again."""

    code: ClassVar[str] = "supervision.order.sent_back"
    unit: str
    why: str
    report_by: datetime | None


@dataclass(frozen=True)
class OrderLifted(Event):
    """It is over."""

    code: ClassVar[str] = "supervision.order.lifted"
    unit: str


@dataclass(frozen=True)
class OrderRevoked(Event):
    """It was taken back; `why`: digest."""

    code: ClassVar[str] = "supervision.order.revoked"
    unit: str
    why: str


@dataclass(frozen=True)
class OrderEscalated(Event):
    """No report came in time: it went up to `above`, and only a leader lifts it now."""

    code: ClassVar[str] = "supervision.order.escalated"
    unit: str
    above: str
