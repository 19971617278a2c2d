"""Finding what is due, and acting on it, at the city's size: what the clocks' minute costs however many files were ever closed.

`due.find`: the sweep's own two reads, every row of them, at the city's size; its floor is the same at a tenth of the size, its
ratio what ten times as many files cost (flat: near 1, though the city has as many times more stopped clocks).

`due.act`: promises a second that the sweep tells of as late, batch by batch, each with its own commit: its fact on record, card,
explanation with its clock, texts to head, officer and citizen, and whoever else hears of it. A city has few open files, so
answered ones are made open and late beforehand; nothing of them was late before. `queries`: statements of a whole batch of 500.
Afterwards every row is as it was; the triggers that see to it are counted in.
"""

import time

from django.db import connection

from benchmarks.as_found import left_as_found
from benchmarks.harness import House, Result, count_queries, percentiles, timed
from yiwang.config.heap import set_apart
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor

BY = Actor.job("benchmark")
TIMES = 9
ACTED_ON = 4000
"""Files that are late at once: in batches of 500, as the job tells them."""
_REOPEN = """
    WITH chosen AS (
        SELECT f.id FROM casework_case f JOIN clocks_clock c ON c.subject_kind = 'casework.case' AND c.kind = 'handle'
            AND c.subject_id = f.id::text AND c.round = f.round
        WHERE f.kind = 'appeal' AND f.officer_id IS NOT NULL AND f.replied_at IS NOT NULL AND c.missed_sent_at IS NULL
            AND f.confidentiality = 'normal' AND c.stopped_at IS NOT NULL
        ORDER BY f.id DESC LIMIT %s
    ), opened AS (
        UPDATE casework_case f SET state = 'handling', replied_at = NULL, closed_at = NULL FROM chosen WHERE f.id = chosen.id
    ) UPDATE clocks_clock c SET state = 'running', stopped_at = NULL, near_sent_at = c.started_at, red_at = %s
    FROM chosen WHERE c.subject_kind = 'casework.case' AND c.kind = 'handle' AND c.subject_id = chosen.id::text
"""


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
    """So many promises are late in one moment; how fast the sweep is through with them."""
    set_apart()  # as the worker does
    with left_as_found(house, changes=True):
        while clocks.sweep(by=BY).is_full:
            continue
        with connection.cursor() as cursor:
            cursor.execute(_REOPEN, [ACTED_ON, clock.now()])
            cursor.execute("ANALYZE clocks_clock, casework_case")
        statements = count_queries(lambda: clocks.sweep(by=BY))  # a whole batch, to warm up
        took, told = list[float](), 0
        is_full = True
        while is_full:
            began = time.perf_counter()
            one = clocks.sweep(by=BY)
            took.append(time.perf_counter() - began)
            told, is_full = told + one.missed, one.is_full
    p50, p95 = percentiles(took)
    return Result("due.act", round(told / sum(took), 1), "clocks/s", None, None, p50, p95, statements, house.rows)
