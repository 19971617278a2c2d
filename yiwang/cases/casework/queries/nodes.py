"""How much of each kind lies at each node, by unit, and since when the oldest of it waits."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce

from yiwang.cases.casework.models import TO_DO
from yiwang.cases.casework.queries.cover import visible
from yiwang.cases.casework.queries.lists import kinds
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class AtNode:
    """One unit's files of one kind at one node. `since`: since when the oldest of them is there; `unit` empty: nobody's yet."""

    kind: str
    unit: str
    unit_name: str
    state: str
    count: int
    overdue: int
    since: datetime


def at_nodes(*, by: Actor, reach: Reach | None = None) -> list[AtNode]:
    """Open files in this officer's sight, by kind, unit and node, in the order of units and of the way; one statement.

    Since when: it was registered for what waits to be dispatched, pushed for what waits to be signed, signed for all else.
    """
    order = [(one.code, state) for one in kinds() for state in one.open]
    states = [state for _kind, state in order]
    seen = visible(by=by, reach=reach).filter(TO_DO, state__in=states).select_related(None).order_by()
    rows = seen.values("kind", "unit__code", "unit__short_name", "state").annotate(
        count=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=clock.now())),
        since=Min(Coalesce(F("signed_at"), F("pushed_at"), F("registered_at"))),
    )  # fmt: skip
    found = [
        AtNode(
            kind=row["kind"], unit=row["unit__code"] or "", unit_name=row["unit__short_name"] or "", state=row["state"],
            count=row["count"], overdue=row["overdue"], since=row["since"],
        )
        for row in rows if (row["kind"], row["state"]) in order
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.kind, one.unit, order.index((one.kind, one.state))))
