"""What waits for one head, supervisor or leader right now, in a known number of statements (the page 今天)."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from yiwang.cases.appeals.models import Appeal, Opinion, Request
from yiwang.cases.appeals.queries.orders import first_level
from yiwang.cases.appeals.states import APPROVERS, ConsultationState, RequestState, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import TO_DO
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor

MOST = 100
"""Nothing is counted further, as everywhere at the desk."""
DESIGNATORS = frozenset({*APPROVERS, Role.LEADER})


@dataclass(frozen=True, kw_only=True)
class RequestsWaiting:
    """More time that is asked for: so many, the oldest first."""

    count: int
    rows: list[Request]


@dataclass(frozen=True, kw_only=True)
class OpinionsWaiting:
    """Consultations that wait for this officer's opinion."""

    count: int
    rows: list[Opinion]


@dataclass(frozen=True, kw_only=True)
class DesignationsWaiting:
    """Appeals that two units gave back and a superior must say whose they are."""

    count: int
    rows: list[Appeal]


def requests_to_decide(*, by: Actor, reach: Reach, size: int) -> RequestsWaiting:
    """Requests that one of this officer's grants may decide, never one's own nor of whom one stands in for. One query."""
    mine = Q(pk__in=[])
    for grant in reach.grants:
        mine |= first_level(grant)
    own = [by.officer_id, *(grant.of for grant in reach.grants if grant.of)]
    seen = casework.visible(by=by, reach=reach).select_related(None).filter(TO_DO, mine, state=State.HANDLING)
    waiting = Request.objects.filter(state=RequestState.WAITING, appeal__case__in=seen.order_by())
    waiting = waiting.exclude(asked_by_id__in=own).select_related("appeal__case__unit", "asked_by")
    rows = list(waiting.order_by("asked_at", "pk")[:MOST])
    return RequestsWaiting(count=len(rows), rows=rows[:size])


def opinions_to_give(*, by: Actor, reach: Reach, size: int) -> OpinionsWaiting:
    """Consultations going on that asked this very officer and have no answer yet, of no file they are kept from. One query."""
    asked = Opinion.objects.filter(officer_id=by.officer_id or 0, given_at=None)
    asked = asked.exclude(casework.is_closed(reach=reach, file="consultation__appeal__case_id", but_lent_to=reach.me))
    asked = asked.filter(consultation__state=ConsultationState.OPEN).select_related("consultation__appeal__case__unit")
    rows = list(asked.order_by("consultation__due_at", "pk")[:MOST])
    return OpinionsWaiting(count=len(rows), rows=rows[:size])


def to_be_designated(*, by: Actor, reach: Reach, size: int) -> DesignationsWaiting:
    """Appeals given back twice that lie with a unit of this officer's for its word. One query."""
    if not reach.roles & DESIGNATORS:
        return DesignationsWaiting(count=0, rows=[])
    seen = casework.visible(by=by, reach=reach).select_related(None)
    lying = seen.filter(TO_DO, state=State.REGISTERED, unit__isnull=False).order_by()
    found: QuerySet[Appeal] = Appeal.objects.filter(case__in=lying, returns__number=2, designation=None)
    rows = list(found.select_related("case__unit").order_by("case__due_at", "case_id")[:MOST])
    return DesignationsWaiting(count=len(rows), rows=rows[:size])
