"""At night: what has served its term goes, batch by batch."""

from collections.abc import Callable
from functools import partial
from itertools import takewhile

import structlog

from yiwang.ground.keeping import commands, queries
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import LONG, job

ROUNDS = 500
"""Batches of one kind a night at most; the next night goes on where this one ended."""
log = structlog.get_logger(__name__)


@job("keeping.clear", queue=LONG, every="23 18 * * *")
def clear(timestamp: int) -> None:
    """At 02:23 in China: each kind that need not be asked for, then what was approved. Killed, it goes on the next time."""
    by = Actor.job("keeping.clear")
    for one in record.keepers():
        if one.code in queries.terms() and one.due and not one.is_asked:
            rows = _all(partial(commands.clear_due, by=by, keeper=one.name))
            log.info("terms are over", keeper=one.name, rows=rows)
    for order in queries.term_orders():
        _all(partial(commands.carry_on, by=by, order_id=order.pk))


def _all(batch: Callable[[], int]) -> int:
    """Batch after batch until none is left; how many rows."""
    return sum(takewhile(bool, (batch() for _ in range(ROUNDS))))
