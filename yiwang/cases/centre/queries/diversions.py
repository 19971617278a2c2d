"""Reads of diversions: the desk's own, without the words of sealed ones for all but who took them down."""

from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet

from yiwang.cases.appeals.states import DESK, HEADS
from yiwang.cases.casework import queries as casework
from yiwang.cases.centre.models import Diversion
from yiwang.cases.centre.states import DiversionState, DivertTo
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role
from yiwang.ground.people import queries as people
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing

_JOINED = ("officer", "unit", "case")
_SEALED = Q(to__in=[one.value for one in DivertTo if one.is_sealed])


def _in_sight(by: Actor, reach: Reach) -> Q:
    """One's own; those of a desk whose scope holds the unit, of a unit that one heads; of discipline the inspectors'.

    None whose file is closed to the hand, and none of a colleague's that went to discipline: it may be about the reader.
    """
    found = Q(officer=by.officer_id or 0)
    for grant in reach.grants:
        if grant.roles & {*DESK}:
            found |= Q(unit__in=sorted(grant.scope_ids)) & ~_SEALED
        if grant.roles & {*HEADS}:
            found |= Q(unit__in=sorted(grant.unit_ids))
        if Role.INSPECTOR in grant.roles:
            found |= Q(unit__in=sorted(grant.scope_ids), to=DivertTo.DISCIPLINE)
    return found & ~Q(casework.is_closed(reach=reach, file="case_id"))


def diversions(
    *, by: Actor, reach: Reach | None = None, since: datetime | None = None, to: str = "", waiting: bool = False
) -> QuerySet[Diversion]:  # fmt: skip
    """Diversions in sight, newest first; `waiting`: only those that nobody over there has taken yet."""
    held = reach or organisation.reach(by=by)
    found = Diversion.objects.filter(_in_sight(by, held)).select_related(*_JOINED)
    found = found.filter(at__gte=since) if since else found
    found = found.filter(to=to) if to else found
    found = found.filter(state=DiversionState.CONNECTING) if waiting else found
    return found.order_by("-at", "-id")


def diversion(*, by: Actor, diversion_id: int, reach: Reach | None = None, lock: bool = False) -> Diversion:
    """One diversion. Missing: not there, or not for this officer."""
    held = reach or organisation.reach(by=by)
    rows = Diversion.objects.filter(_in_sight(by, held), pk=diversion_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows.select_related(*_JOINED)).first()
    if found is None:
        raise Missing("没有这条分流，或不在您的范围内")
    return found


def diversion_by_key(*, key: str) -> Diversion | None:
    """What this form has already become."""
    return Diversion.objects.filter(key=key).first()


def diversions_of_phone(*, phone: str, since: datetime) -> list[Diversion]:
    """What somebody with this number asked that went elsewhere, newest first; of sealed ones only that there was one."""
    index = people.phone_index(people.read_phone(phone))
    return list(Diversion.objects.filter(phone_index=index, at__gte=since)[:20]) if index else []


def opens_words(*, by: Actor, reach: Reach, found: Diversion) -> bool:
    """Whether this officer reads what was said: of discipline matters whoever took it down on that day, and the inspectors."""
    if not DivertTo(found.to).is_sealed or Role.INSPECTOR in reach.roles:
        return True
    return found.officer_id == by.officer_id and clock.local(found.at).date() == clock.today()


def day_begins() -> datetime:
    """Midnight of today, here."""
    return datetime.combine(clock.today(), time.min, tzinfo=clock.local(clock.now()).tzinfo)


def week_begins() -> datetime:
    """Midnight seven days ago."""
    return day_begins() - timedelta(days=7)
