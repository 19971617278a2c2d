"""What the benchmarks of the desk share: officers who ask pages of the served workbench over one kept connection, timed."""

import http.client
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.harness import House, Process, Result, count_queries, percentiles

WARM = 5


@dataclass(frozen=True)
class Timed:
    """Seconds of each answer, and SQL statements of one."""

    seconds: list[float]
    queries: int


class Officer:
    """One officer with a session, at a served door."""

    def __init__(self, house: House, code: str, door: Process) -> None:
        self.client = house.signed_in(code)
        self.cookie = f"yw_staff={self.client.cookies['yw_staff'].value}"
        parts = urlsplit(door.url)
        self.connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=60)

    def ask(self, path: str) -> float:
        """Seconds until the whole page is here. Raises where it is no page."""
        began = time.perf_counter()
        self.connection.request("GET", path, headers={"Cookie": self.cookie, "Host": "localhost"})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise AssertionError(f"{path}: {answer.status} {body[:200]!r}")
        return time.perf_counter() - began

    def time(self, paths: Sequence[str], times: int) -> Timed:
        """So many answers over these paths in turn, after some that are not counted; statements of the dearest of them.

        A page is counted twice and the lower figure is its own: the other may hold what a process reads anew every five seconds.
        """
        for at in range(WARM):
            self.ask(paths[at % len(paths)])
        seconds = [self.ask(paths[at % len(paths)]) for at in range(times)]
        return Timed(seconds, max(min(self._statements(path) for _ in range(2)) for path in paths))

    def _statements(self, path: str) -> int:
        return count_queries(lambda: self.client.get(path))


def result(name: str, timed: Timed, house: House, *, floor: float | None = None) -> Result:
    """A line of the table. `floor`: milliseconds (p50) of the same pages in the small city."""
    p50, p95 = percentiles(timed.seconds)
    ratio = round(p50 / floor, 3) if floor else None
    return Result(name, p50, "ms", floor, ratio, p50, p95, timed.queries, house.rows)
