"""Requests: which exist for whom, and one of them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from yiwang.cases.rights.models import DataRequest
from yiwang.cases.rights.states import OPEN, RequestKind, RequestState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role
from yiwang.ground.people import queries as people
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing

HANDS = frozenset({Role.OPERATOR, Role.TRIAGE_LEAD, Role.PLATFORM_ADMIN, Role.UNIT_HEAD, Role.DEPUTY_HEAD})
"""Who works on requests, where their post stands in the unit that has them."""
SECONDS = frozenset({Role.TRIAGE_LEAD, Role.UNIT_HEAD, Role.DEPUTY_HEAD})
"""Of these, who may be the second person."""
JOINED = ("unit", "checked_by", "decided_by")


def in_sight(reach: Reach) -> Q:
    """Of requests: those of the desks one sits at; a question about a look exists for inspectors of that unit alone, and
    never for who looked, nor for whoever stands in for them.
    """
    if reach.is_machine:
        return Q()
    desks = {grant.unit_id for grant in reach.grants if grant.roles & HANDS}
    inspectors = {grant.unit_id for grant in reach.grants if Role.INSPECTOR in grant.roles}
    looks = Q(kind=RequestKind.LOOK)
    mine = Q(looker__isnull=True) | ~Q(looker__in=sorted(reach.hands))
    return (Q(unit__in=sorted(desks)) & ~looks) | (Q(unit__in=sorted(inspectors)) & looks & mine)


def may_sit(reach: Reach) -> bool:
    """Whether any request could exist for this reach."""
    return any(grant.roles & (HANDS | {Role.INSPECTOR}) for grant in reach.grants)


def listed(*, reach: Reach, is_open: bool = True) -> "QuerySet[DataRequest]":
    """Those in sight: open ones by what is due first, closed ones newest first."""
    rows = DataRequest.objects.filter(in_sight(reach)).select_related(*JOINED)
    if is_open:
        return rows.filter(state__in=sorted(OPEN)).order_by("due_at", "id")
    return rows.filter(state=RequestState.DONE).order_by("-received_at", "-id")


def waiting(*, reach: Reach) -> int:
    """How many wait for this reach."""
    return listed(reach=reach).order_by().count() if may_sit(reach) else 0


def get_request(*, for_: Actor, number: str, reach: Reach | None = None) -> DataRequest:
    """One request by its number. Missing: not there, or not for this hand."""
    seen = DataRequest.objects.filter(in_sight(reach or organisation.reach(by=for_)))
    found = seen.select_related(*JOINED).filter(number=number).first()
    if found is None:
        raise Missing("没有这件申请，或不在您的岗位")
    return found


def lock_request(*, by: Actor, request_id: int, reach: Reach | None = None) -> DataRequest:
    """As `get_request`, held until the command ends."""
    seen = DataRequest.objects.filter(in_sight(reach or organisation.reach(by=by)), pk=request_id)
    found = seen.select_related("unit").select_for_update(of=("self",)).first()
    if found is None:
        raise Missing("没有这件申请，或不在您的岗位")
    return found


def by_id(*, request_id: int) -> DataRequest:
    """One request, for the house itself. Missing: none."""
    found = DataRequest.objects.filter(pk=request_id).select_related(*JOINED).first()
    if found is None:
        raise Missing
    return found


def by_key(*, key: str) -> DataRequest | None:
    """The request that this envelope became already."""
    return DataRequest.objects.filter(intake_key=key).first()


def requests_of(*, phone: str) -> Sequence[DataRequest]:
    """All requests of a phone, newest first; erased ones are nobody's any more."""
    index = people.phone_index(people.read_phone(phone))
    return list(DataRequest.objects.filter(phone_index=index).select_related("unit")) if index else []


def open_count(*, phone_index: str) -> int:
    """How many of a phone's requests are not done."""
    return DataRequest.objects.filter(phone_index=phone_index, state__in=sorted(OPEN)).count()


def last_serial(*, year: int) -> int:
    """The newest serial of a year; 0 where there is none."""
    found = DataRequest.objects.filter(year=year).order_by("-serial").values_list("serial", flat=True).first()
    return found or 0


def inspecting_unit(*, looker: Officer | None) -> Unit | None:
    """Who asks after a look: the nearest unit over the looker's whose inspectors are at least one, and not the looker.

    A unit with two inspectors comes before one with a single one, who could refuse nothing. None: the bureau has no inspector.
    """
    posts = [
        one for one in organisation.posts_with(role=Role.INSPECTOR) if looker is None or one.officer_id != looker.pk
    ]
    home = looker.unit.code if looker else ""
    others = [one for one in posts if one.unit.code != home] or posts
    over = [one for one in others if home and organisation.is_within(home, one.scope.code)] or others
    if not over:
        return None
    staffed = {one.unit_id: len({two.officer_id for two in over if two.unit_id == one.unit_id}) for one in over}
    return max(over, key=lambda one: (staffed[one.unit_id] > 1, len(one.scope.code), -one.pk)).unit


def erasable(*, before: datetime) -> "QuerySet[DataRequest]":
    """Requests done before a moment whose words are still kept."""
    return DataRequest.objects.filter(done_at__lt=before, erased_at=None)
