"""Tables of the border: what the portal touches, and what the relay keeps of its own work."""

from yiwang.cases.counter.models.answers import PublicAnswer
from yiwang.cases.counter.models.border import (
    CHANNEL,
    RENEWED,
    Attempt,
    Draft,
    Envelope,
    Parcel,
    PhoneCheck,
    Projection,
    Publication,
)
from yiwang.cases.counter.models.guides import PublicGuide
from yiwang.cases.counter.models.invitations import Invitation
from yiwang.cases.counter.models.personal import Handout, PersonalView
from yiwang.cases.counter.models.queried import OWN, OwnQuery
from yiwang.cases.counter.models.relay import Batch, Held, Link, Refusal
from yiwang.cases.counter.models.renewal import Renewal
from yiwang.cases.counter.models.results import PublicResult

__all__ = [
    "CHANNEL",
    "OWN",
    "RENEWED",
    "Attempt",
    "Batch",
    "Draft",
    "Envelope",
    "Handout",
    "Held",
    "Invitation",
    "Link",
    "OwnQuery",
    "Parcel",
    "PersonalView",
    "PhoneCheck",
    "Projection",
    "PublicAnswer",
    "PublicGuide",
    "PublicResult",
    "Publication",
    "Refusal",
    "Renewal",
]
