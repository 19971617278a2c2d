"""Reads of time asked for: what waits for a decision, what stands still, how long an extension may be."""

from typing import Any

from django.db.models import QuerySet

from yiwang.cases.appeals.models import Appeal, Request
from yiwang.cases.appeals.queries.desk import JOINED
from yiwang.cases.appeals.states import RequestKind, RequestState, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import TO_DO, CaseQuerySet
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import Limit
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor


def requests_of(*, appeal: Appeal) -> QuerySet[Request]:
    """All that was asked for about an appeal, newest first."""
    return Request.objects.filter(appeal=appeal).select_related("asked_by", "decided_by")


def open_request(*, appeal: Appeal) -> Request | None:
    """The request that waits for a decision, if there is one."""
    return requests_of(appeal=appeal).filter(state=RequestState.WAITING).first()


def open_pause(*, appeal: Appeal) -> Request | None:
    """The granted pause that has not ended, if there is one."""
    granted = requests_of(appeal=appeal).filter(kind=RequestKind.PAUSE, state=RequestState.GRANTED, ended_at=None)
    return granted.filter(round=appeal.case.round).first()


def extension_rule(*, appeal: Appeal) -> Limit | None:
    """How long an extension may be (time_limits.csv ap.extend); None where the bureau allows none."""
    return clocks.limit_for(
        clock="extend_max", type=appeal.type, category=appeal.category, channel=appeal.case.channel,
        priority=appeal.case.priority, began=appeal.case.began,
    )  # fmt: skip


def requests_waiting(*, by: Actor, reach: Reach | None = None) -> QuerySet[Request]:
    """Requests about files in this officer's sight that somebody else asked for, the oldest first."""
    return _in_sight(by, reach).filter(state=RequestState.WAITING).exclude(asked_by_id=by.officer_id)


def asked_for(*, by: Actor, reach: Reach) -> tuple[QuerySet[Request, Any], CaseQuerySet]:
    """What `requests_waiting` is about, for a figure: the keys of files about which anything waits, and the files that count."""
    asked = Request.objects.filter(state=RequestState.WAITING).exclude(asked_by_id=by.officer_id)
    return asked.values_list("appeal_id"), _sight(reach)


def pauses(*, by: Actor, reach: Reach | None = None) -> QuerySet[Request]:
    """Granted pauses that go on in this officer's sight, the oldest first, so that none of them is forgotten."""
    return _in_sight(by, reach).filter(kind=RequestKind.PAUSE, state=RequestState.GRANTED, ended_at=None)


def paused_keys() -> list[int]:
    """Keys of every appeal whose promise waits on a granted pause."""
    found = Request.objects.filter(kind=RequestKind.PAUSE, state=RequestState.GRANTED, ended_at=None)
    return list(found.order_by("appeal_id").values_list("appeal_id", flat=True))


def _in_sight(by: Actor, reach: Reach | None) -> QuerySet[Request]:
    cases = _sight(reach or organisation.reach(by=by))
    joined = ("asked_by", *(f"appeal__{name}" for name in JOINED))
    found = Request.objects.filter(appeal__case__in=cases.order_by()).select_related(*joined)
    return found.order_by("asked_at", "id")


def _sight(reach: Reach) -> CaseQuerySet:
    return casework.every().visible_to(reach).filter(TO_DO, state=State.HANDLING)
