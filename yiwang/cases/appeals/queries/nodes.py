"""How much lies at each node, by unit, and since when the oldest of it waits."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce

from yiwang.cases.appeals.states import OPEN, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import TO_DO
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class AtNode:
    """One unit's files at one node. `since`: since when the oldest of them is in the unit; `unit` empty: nobody's yet."""

    unit: str
    unit_name: str
    state: State
    count: int
    overdue: int
    since: datetime


def at_nodes(*, by: Actor, reach: Reach | None = None) -> list[AtNode]:
    """Open files in this officer's sight, by unit and node, in the order of units and of the way; one statement.

    Since when: it was registered for what waits to be dispatched, pushed for what waits to be signed, signed for all else.
    """
    seen = casework.visible(by=by, reach=reach).filter(TO_DO, state__in=OPEN).select_related(None).order_by()
    rows = seen.values("unit__code", "unit__short_name", "state").annotate(
        count=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=clock.now())),
        since=Min(Coalesce(F("signed_at"), F("pushed_at"), F("registered_at"))),
    )  # fmt: skip
    found = [
        AtNode(
            unit=row["unit__code"] or "", unit_name=row["unit__short_name"] or "", state=State(row["state"]),
            count=row["count"], overdue=row["overdue"], since=row["since"],
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.unit, OPEN.index(one.state)))
