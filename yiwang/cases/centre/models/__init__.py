"""Tables of the service centre, by topic."""

from yiwang.cases.centre.models.calls import Call, CallBack, CallBackTry, Seat
from yiwang.cases.centre.models.diversions import Diversion
from yiwang.cases.centre.models.handovers import HandOver, HandOverTry
from yiwang.cases.centre.models.slips import Slip
from yiwang.cases.centre.models.tallies import Tally

__all__ = ["Call", "CallBack", "CallBackTry", "Diversion", "HandOver", "HandOverTry", "Seat", "Slip", "Tally"]
