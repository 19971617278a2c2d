"""Calls, seats and promised calls, as the desk sees them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from yiwang.cases.appeals.states import DESK
from yiwang.cases.casework import queries as casework
from yiwang.cases.centre.models import Call, CallBack, CallBackTry, Seat
from yiwang.cases.centre.states import HEARERS, LIVE, CallBackState, CallState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.people import queries as people
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing

RINGS = timedelta(minutes=10)
"""Nobody lets it ring longer: what is older is a call whose end the exchange has not told."""
LASTS = timedelta(hours=4)
"""The same of a call that was answered."""
SKEW = timedelta(minutes=5)
"""As far an exchange's clock may be off."""
LEFT_DAYS = 7
"""Missed calls of so many days wait to be called back (bureau default)."""
PAGE = 50
JOINED = ("officer", "unit")


def in_sight(reach: Reach) -> Q:
    """Of calls: those of the units over which one sits at the desk or may hear, and those of nobody knows which unit."""
    if reach.is_machine:
        return Q()
    grants = [grant for grant in reach.grants if grant.roles.intersection((*DESK, *HEARERS))]
    units = frozenset[int]().union(*(grant.scope_ids | {grant.unit_id} for grant in grants))
    return Q(unit__in=sorted(units)) | Q(unit__isnull=True) if grants else Q(pk__in=[])


def _seen(by: Actor, reach: Reach) -> QuerySet[Call]:
    """Calls of this desk; of one that became a file which is closed to the hand only who took it knows any more."""
    closed = Q(casework.became_closed(reach=reach)) & ~Q(officer=by.officer_id or 0)
    return Call.objects.filter(in_sight(reach)).exclude(closed)


def get_call(*, for_: Actor, call_id: int, reach: Reach | None = None) -> Call:
    """One call. Missing: not there, or not of this reader's desk."""
    seen = _seen(for_, reach or organisation.reach(by=for_))
    found = seen.select_related(*JOINED).filter(pk=call_id).first()
    if found is None:
        raise Missing("没有这个来电，或不在您的服务台")
    return found


def lock_call(*, by: Actor, call_id: int, reach: Reach) -> Call:
    """As `get_call`, held until the command ends."""
    found = _seen(by, reach).filter(pk=call_id).select_related(*JOINED).select_for_update(of=("self",))
    if (call := found.first()) is None:
        raise Missing("没有这个来电，或不在您的服务台")
    return call


def at_hand(*, officer_id: int) -> Call | None:
    """The call that this officer is on, or that rings at their set; else None. One statement, asked every two seconds."""
    now = clock.now()
    lively = Q(state=CallState.RINGING, came_at__gt=now - RINGS) | Q(state=CallState.TALKING, came_at__gt=now - LASTS)
    return Call.objects.filter(lively, officer_id=officer_id).order_by("-came_at", "-pk").first()


def live(*, by: Actor, reach: Reach) -> list[Call]:
    """Who is on the line at this desk now, longest first."""
    now = clock.now()
    lively = Q(state=CallState.RINGING, came_at__gt=now - RINGS) | Q(state=CallState.TALKING, came_at__gt=now - LASTS)
    return list(Call.objects.filter(lively, in_sight(reach)).select_related(*JOINED).order_by("came_at", "pk")[:PAGE])


def to_wrap_up(*, officer_id: int) -> list[Call]:
    """Calls that this officer took and has not said what became of, newest first."""
    found = Call.objects.filter(state=CallState.WRAP_UP, officer_id=officer_id)
    return list(found.select_related(*JOINED).order_by("-came_at", "-pk")[:PAGE])


def left(*, by: Actor, reach: Reach) -> list[Call]:
    """Missed calls of the last days that nobody has seen to, newest first, one a number.

    Whoever got through afterwards, or is promised a call, is not among them.
    """
    since = clock.now() - timedelta(days=LEFT_DAYS)
    later = Call.objects.filter(number_index=OuterRef("number_index"), came_at__gt=OuterRef("came_at"))
    promised = CallBack.objects.filter(number_index=OuterRef("number_index"), made_at__gt=OuterRef("came_at"))
    missed = Call.objects.filter(in_sight(reach), state=CallState.MISSED, wrap_up="", came_at__gt=since)
    alone = missed.exclude(number_index="").exclude(Exists(later)).exclude(Exists(promised))
    return list(alone.select_related(*JOINED).order_by("-came_at", "-pk")[:PAGE])


def calls_of(*, number: str, by: Actor, reach: Reach, since: datetime, limit: int = 10) -> list[Call]:
    """Calls of a number to this desk since then that are over, newest first."""
    index = people.phone_index(people.read_phone(number))
    if not index:
        return []
    found = _seen(by, reach).filter(number_index=index, came_at__gte=since, ended_at__isnull=False)
    return list(found.select_related(*JOINED).order_by("-came_at", "-pk")[:limit])


def calls(*, by: Actor, reach: Reach, state: str = "", page: int = 1) -> list[Call]:
    """A page of this desk's calls, newest first, one more than fits where there are more. `state`: only those."""
    found = _seen(by, reach).filter(**({"state": state} if state else {})).select_related(*JOINED)
    start = (max(page, 1) - 1) * PAGE
    return list(found.order_by("-came_at", "-pk")[start : start + PAGE + 1])


def seat_of(*, officer_id: int) -> Seat | None:
    """Where this officer sits now."""
    return Seat.objects.filter(officer_id=officer_id, until__isnull=True).first()


def sitting_at(*, extension: str, at: datetime) -> Seat | None:
    """Who sat at an extension then, by the exchange's clock, which may be a little behind."""
    if not extension:
        return None
    held = Seat.objects.filter(Q(until__isnull=True) | Q(until__gt=at), extension=extension, since__lte=at + SKEW)
    return held.select_related("officer", "unit").order_by("-since", "-pk").first()


def seats(*, reach: Reach) -> list[Seat]:
    """Who sits at this desk now."""
    held = Seat.objects.filter(in_sight(reach), until__isnull=True)
    return list(held.select_related("officer", "unit").order_by("extension", "pk"))


# --- promised calls


def get_call_back(*, for_: Actor, key: int, reach: Reach) -> CallBack:
    """One promised call. Missing: not there, or not of this reader's desk."""
    found = promised(reach).filter(pk=key).first()
    if found is None:
        raise Missing("没有这个回拨，或不在您的服务台")
    return found


def lock_call_back(*, by: Actor, key: int, reach: Reach) -> CallBack:
    """As `get_call_back`, held until the command ends."""
    found = promised(reach).filter(pk=key).select_for_update(of=("self",)).first()
    if found is None:
        raise Missing("没有这个回拨，或不在您的服务台")
    return found


def promised(reach: Reach) -> QuerySet[CallBack]:
    """Promised calls of this desk, but those whose call became a file that is closed to the hand."""
    found = CallBack.objects.filter(in_sight(reach)).select_related("officer", "unit", "made_by", "call")
    closed = Call.objects.filter(casework.became_closed(reach=reach), pk=OuterRef("call_id"))
    return found.exclude(Exists(closed))


def call_backs(*, by: Actor, reach: Reach, officer_id: int | None = None) -> list[CallBack]:
    """Who is still to be called, what is due first on top. `officer_id`: theirs, and those that are nobody's in particular."""
    found = promised(reach).filter(state=CallBackState.WAITING).prefetch_related("tries")
    if officer_id is not None:
        found = found.filter(Q(officer_id=officer_id) | Q(officer__isnull=True))
    return list(found.order_by("due_at", "pk")[: PAGE * 2])


def call_backs_of(*, number: str, reach: Reach) -> list[CallBack]:
    """Calls that are still owed to a number."""
    index = people.phone_index(people.read_phone(number))
    if not index:
        return []
    found = promised(reach).filter(number_index=index, state=CallBackState.WAITING).prefetch_related("tries")
    return list(found.order_by("due_at", "pk")[:5])


def tries_of(*, call_back: CallBack) -> Sequence[CallBackTry]:
    """How often somebody called already, oldest first."""
    return list(call_back.tries.select_related("officer").order_by("at", "pk"))


# --- for the house itself


def lost(*, limit: int = 500) -> list[Call]:
    """Calls whose end nobody told, held."""
    stale = Call.objects.filter(state__in=[*LIVE], came_at__lt=clock.now() - LASTS)
    return list(stale.select_for_update(skip_locked=True).order_by("came_at", "pk")[:limit])
