"""Finding what is due, and acting on it, at the city's size: what the clocks' minute costs however many files were ever closed.

`due.find`: the sweep's own two reads, every row of them, at the city's size; its floor is the same at a tenth of the size, its
ratio what ten times as many files cost (flat: near 1, though the city has as many times more stopped clocks). `due.act`: clocks a
second that the sweep tells of, batch by batch, each with its fact on record and what the switchboard answers, so many at once
that a minute could not hold them. All of it is rolled back.
"""

import time

from django.db import transaction
from django.db.models import F

from benchmarks.harness import House, Result, count_queries, percentiles, timed
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries
from yiwang.ground.clocks.models import Clock
from yiwang.ground.clocks.states import State
from yiwang.kit import clock
from yiwang.kit.actor import Actor

BY = Actor.job("benchmark")
TIMES = 9
ACTED_ON = 3000
"""Clocks that are made to be due at once."""


def run(house: House) -> list[Result]:
    """Found, then acted on."""
    return [_find(house), _act(house)]


def _find(house: House) -> Result:
    samples = timed(_look, TIMES)
    p50, p95 = percentiles(samples)
    small = None
    if house.rows >= 100_000:
        with house.at(house.rows // 10).here():
            small = percentiles(timed(_look, TIMES))[0]
    ratio = round(p50 / small, 2) if small else None
    return Result("due.find", p50, "ms", small, ratio, p50, p95, count_queries(_look), house.rows)


def _look() -> int:
    """Everything that the sweep would tell of now."""
    now = clock.now()
    return len(queries.missed(now=now)) + len(queries.near(now=now))


def _act(house: House) -> Result:
    """So many clocks turn red in one moment; how fast the sweep is through with them."""
    with transaction.atomic():
        running = Clock.objects.filter(state=State.RUNNING, due_at__isnull=False).order_by("id")[:ACTED_ON]
        past = clock.now()
        Clock.objects.filter(pk__in=[row.pk for row in running]).update(
            missed_sent_at=None, near_sent_at=F("started_at"), red_at=past, amber_at=past
        )
        took: list[float] = []
        told = 0
        while True:
            began = time.perf_counter()
            one = clocks.sweep(by=BY)
            took.append(time.perf_counter() - began)
            told += one.missed + one.near
            if not one.is_full:
                break
        transaction.set_rollback(True)
    p50, p95 = percentiles(took)
    return Result("due.act", round(told / sum(took), 1), "clocks/s", None, None, p50, p95, None, house.rows)
