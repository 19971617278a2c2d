"""Tables of the organisation, by topic."""

from yiwang.ground.organisation.models.away import Delegation
from yiwang.ground.organisation.models.duty import Duty
from yiwang.ground.organisation.models.serving import DateRange, Officer, Post, Unit

__all__ = ["DateRange", "Delegation", "Duty", "Officer", "Post", "Unit"]
