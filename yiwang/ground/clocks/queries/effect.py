"""Before a calendar is approved: how many running clocks its changed days may move."""

from collections.abc import Iterable
from datetime import date

from yiwang.ground.clocks.models import Clock
from yiwang.ground.clocks.queries.days import DAY, midnight
from yiwang.ground.clocks.states import State


def running_across(*, days: Iterable[date]) -> int:
    """Running clocks that began before the last of these days ends and are due after the first begins; the most that can move."""
    ordered = sorted(days)
    if not ordered:
        return 0
    begins, ends = midnight(ordered[0]), midnight(ordered[-1] + DAY)
    return Clock.objects.filter(state=State.RUNNING, started_at__lt=ends, due_at__gte=begins).count()
