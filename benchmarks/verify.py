"""How long proving takes: `verify.record` and `verify.clocks`, facts and clocks a second; what is found wrong fails the run.

`floor`: the same rows fetched and nothing done with them.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import connection

from benchmarks.harness import House, Result
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.record import queries as record

T = TypeVar("T")


def run(house: House) -> list[Result]:
    """Both verifications, once each: they take minutes on a million files."""
    facts, clocks_ = _count("record_event"), _count("clocks_clock")
    report, seconds = _timed(record.verify)
    if not report.ok:
        raise RuntimeError(f"the record does not hold: {report.problems[:3]}")
    wrong, clock_seconds = _timed(clocks.verify)
    if wrong:
        raise RuntimeError(f"deadlines disagree: {wrong[:3]}")
    return [
        _result("record", facts, seconds, _fetch("SELECT * FROM record_event"), house),
        _result("clocks", clocks_, clock_seconds, _fetch("SELECT * FROM clocks_entry"), house),
    ]


def _result(name: str, count: int, seconds: float, floor_seconds: float, house: House) -> Result:
    speed, floor = count / seconds, count / floor_seconds
    return Result(f"verify.{name}", round(speed), "rows/s", round(floor), round(speed / floor, 3), rows=house.rows)


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    began = time.perf_counter()
    return act(), time.perf_counter() - began


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def _fetch(query: str) -> float:
    began = time.perf_counter()
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while cursor.fetchmany(2000):
            pass
    return time.perf_counter() - began
