"""Who said it first, asked with every intake (issue 7: at most 1.5 ms of CPU at a million, aim 0.5), texts new to the house.

CPU of this process and of its backend together: the impression of the text, the statement, the holding against each other.
"""

import time
from pathlib import Path

from django.db import connection

from benchmarks.harness import House, Result, count_queries, percentiles
from yiwang.cases.prints import queries
from yiwang.config.lessons import sample
from yiwang.ground.language import queries as language
from yiwang.kit import clock

ROUNDS = 10


def run(house: House) -> list[Result]:
    """The wall of one look-up, and what it costs everybody together."""
    texts = [f"{item['content']}（{number}）" for number in range(ROUNDS) for item in sample()]
    for text in texts[:50]:
        _look(text)
    walls, before, began = [], _backend(), time.process_time()
    for text in texts:
        at = time.perf_counter()
        _look(text)
        walls.append(time.perf_counter() - at)
    spent = time.process_time() - began + _backend() - before
    p50, p95 = percentiles(walls)
    asked = count_queries(lambda: _look(texts[0]))
    return [
        Result("lookup", p50, "ms", p50_ms=p50, p95_ms=p95, queries=asked, rows=house.rows),
        Result("lookup.cpu", round(spent / len(texts) * 1000, 3), "ms/appeal", rows=house.rows),
    ]


def _look(text: str) -> None:
    left = language.impression(text)
    if left:
        queries.first_like(left, at=clock.now())


def _backend() -> float:
    """Seconds of CPU that this connection's own process of PostgreSQL has used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / 100
