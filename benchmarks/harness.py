"""What every benchmark is written against: `House` (a grown city, its doors, Django on it) and `Result` (one line of the table).

A module `benchmarks/<name>.py` exports `run(house: House) -> list[Result]`. It is imported after Django stands on the grown city,
so it imports rooms at its top. A result is called after its module, or `module.detail` (`search.station.rare`). Floors are
measured in the same run, on the same machine. Nothing here asserts a time. Run one: `make bench ONLY=inbox BENCH_ROWS=20000`;
BENCH_DIR, BENCH_OUT and BENCH_PORT put cities, figures and ports elsewhere, BENCH_RAISE=1 shows a failing module's traceback.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.client import Client
from django.test.utils import CaptureQueriesContext
from psycopg.conninfo import conninfo_to_dict

_STARTED_WITHIN = 60.0
_STOPS_WITHIN = 20.0


@dataclass(frozen=True)
class Result:
    """One figure. `value` in `unit`; `floor` what the bare machine does, in the same unit; `ratio` value to floor (or, where
    two sizes are compared, large to small). Null where it has no meaning. `queries`: SQL statements; `rows`: appeals in the city.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    p50_ms: float | None = None
    p95_ms: float | None = None
    queries: int | None = None
    rows: int | None = None


@dataclass
class Process:
    """A real process of the product, running. `url` without a closing slash; empty for the worker."""

    child: subprocess.Popen[bytes]
    url: str = ""

    @property
    def pid(self) -> int:
        """The process we started; granian's worker is one of its children."""
        return self.child.pid

    def resident_mb(self) -> dict[str, float]:
        """Resident memory (RSS, MiB) of this process and of each of its descendants, by pid."""
        return {str(pid): _rss(pid) for pid in family(self.pid)}


@dataclass
class House:
    """A demo city of `rows` appeals. Django stands on it inside `with house.here():` (the runner opens that for the main one)."""

    rows: int
    data_dir: Path
    url: str
    portal_url: str
    grown: dict[str, Any] = field(default_factory=dict)
    """What the growing left: `seconds`, `rows`, `words` (band → planted words), `floor_rows_per_second`, `commit`."""
    _other: Callable[[int], "House"] | None = field(default=None, repr=False)

    @property
    def env(self) -> dict[str, str]:
        """The environment of a child process on this city: inner and portal database, DATA_DIR, the demo's settings."""
        return os.environ | {
            "DATABASE_URL": self.url,
            "PORTAL_DATABASE_URL": self.portal_url,
            "DATA_DIR": str(self.data_dir),
            "PYTHONUNBUFFERED": "1",
        }

    @property
    def words(self) -> dict[str, list[str]]:
        """Words planted into the appeals by how often: `third` (in more than 30 %), `percent` (about 3 %), `mille` (0.3 %),
        `rare` (0.01 %), `single` (in one to five appeals)."""
        return self.grown["words"]

    def signed_in(self, code: str) -> Client:
        """Django's test client as this officer (`yang.mo`); its cookie `yw_staff` also opens a served door."""
        from yiwang.ground.organisation import queries as organisation

        client = Client(SERVER_NAME="localhost")
        officer = organisation.officer_by_code(code=code)
        client.force_login(officer.account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def at(self, rows: int) -> "House":
        """The same city at another size, grown on demand and kept; all cities share their keys and secrets."""
        assert self._other
        return self._other(rows)

    @contextmanager
    def here(self) -> Iterator["House"]:
        """Django's own connection stands on this city while inside."""
        said = conninfo_to_dict(self.url)
        before = connection.settings_dict | {}
        connection.close()
        connection.settings_dict |= {"NAME": said["dbname"], "USER": said["user"], "HOST": said["host"]}
        _forget()
        try:
            yield self
        finally:
            connection.close()
            connection.settings_dict |= before
            _forget()

    @contextmanager
    def serve(self, door: str, **more: str) -> Iterator[Process]:
        """`yiwang serve DOOR` as a child on a free port, answering; `more` are further environment variables."""
        port = free_port()
        with self._child(["serve", door, "--port", str(port)], more) as process:
            process.url = f"http://127.0.0.1:{port}"
            _await_answer(process)
            yield process

    @contextmanager
    def work(self, **more: str) -> Iterator[Process]:
        """`yiwang work` as a child, beating."""
        with self._child(["work"], more) as process:
            _await_heartbeat(process)
            yield process

    @contextmanager
    def sandbox(self, which: str, port: int) -> Iterator[Process]:
        """`yiwang sandbox WHICH` as a child on this port, answering."""
        with self._child(["sandbox", which, "--port", str(port)], {}) as process:
            process.url = f"http://127.0.0.1:{port}"
            _await_answer(process)
            yield process

    @contextmanager
    def _child(self, words: Sequence[str], more: dict[str, str]) -> Iterator[Process]:
        log = (self.data_dir / f"bench-{words[0]}.log").open("ab")
        child = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "--", sys.executable, "-m", "yiwang.config.cli", *words],
            env=self.env | more,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield Process(child)
        finally:
            _end(child)
            log.close()


def percentiles(samples: Sequence[float]) -> tuple[float, float]:
    """(p50, p95) of samples given in seconds, in milliseconds; of one sample, itself."""
    ordered = sorted(samples)

    def at(share: float) -> float:
        return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 2)

    return at(0.5), at(0.95)


def timed(act: Callable[[], object], times: int, *, warm: int = 1) -> list[float]:
    """Seconds of each of so many calls, after some that are not counted."""
    for _ in range(warm):
        act()
    samples = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        samples.append(time.perf_counter() - began)
    return samples


def count_queries(act: Callable[[], object]) -> int:
    """SQL statements of one call in this process, BEGIN and COMMIT left out."""
    with CaptureQueriesContext(connection) as seen:
        act()
    return sum(query["sql"].split(None, 1)[0] not in ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE") for query in seen)


def free_port() -> int:
    """A port nobody listens on; BENCH_PORT is tried first and counted up."""
    first = int(os.environ.get("BENCH_PORT", "0"))
    for port in range(first, first + 20) if first else [0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise SystemExit("no free port from BENCH_PORT on")


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                said = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(said[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += parents.get(found[-1], [])
    return found


def _rss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def _await_answer(process: Process) -> None:
    """Any answer short of an error of its own."""
    until = time.monotonic() + _STARTED_WITHIN
    while time.monotonic() < until and process.child.poll() is None:
        try:
            urllib.request.urlopen(f"{process.url}/", timeout=10).close()
            return
        except urllib.error.HTTPError as said:
            if said.code < 500:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"the door did not answer: {process.url}; see bench-serve.log in the city's folder")


def _await_heartbeat(process: Process) -> None:
    """The worker registered itself after we began to wait."""
    began, until = time.time(), time.monotonic() + _STARTED_WITHIN
    while time.monotonic() < until and process.child.poll() is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM procrastinate_workers WHERE last_heartbeat >= to_timestamp(%s)", [began])
            if cursor.fetchone():
                return
        time.sleep(0.2)
    raise SystemExit("the worker did not start; see bench-work.log in the city's folder")


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(_STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _forget() -> None:
    """What this process remembers of the city it leaves."""
    from yiwang.cases.counter import queries as counter
    from yiwang.ground.rules import queries as rules
    from yiwang.kit import memory

    rules.forget()
    counter.forget()
    memory.forget()
