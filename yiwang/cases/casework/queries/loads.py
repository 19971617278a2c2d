"""How full units and lines are: open files of one kind in a reader's sight, grouped by one statement."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q

from yiwang.cases.casework.models import TO_DO
from yiwang.cases.casework.queries.cover import visible
from yiwang.cases.casework.queries.lists import kinds
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor

BY_UNIT, BY_LINE = ("unit__code", "unit__short_name"), ("line",)


def load(
    *, by: Actor, reach: Reach | None = None, kind: str, group: Sequence[str] = BY_UNIT,
    told: Mapping[str, Sequence[str]] | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """By unit or line: `total`, `overdue`, and each of `told` (name → states); what is late most first, then the fullest."""
    states = [str(state) for state in kinds(kind)[0].in_unit]
    rows = visible(by=by, reach=reach).filter(TO_DO, kind=kind, state__in=states, unit__isnull=False).order_by()
    sums = {name: Count("pk", filter=Q(state__in=list(map(str, among)))) for name, among in (told or {}).items()}
    counted = rows.values(*group).annotate(
        overdue=Count("pk", filter=Q(due_at__lt=clock.now())), total=Count("pk"), **sums
    )
    return [dict(row) for row in counted.order_by("-overdue", "-total", *group[:1])]
