"""The product as `yiwang up --demo` runs it, small, with hands to kill its parts and eyes to see what is left."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg

from tests.faults.citizens import Crowd, Log
from tests.house.tree import ROOT
from tests.processes.test_up import Running
from yiwang.config import postgres

CROWD = 4
CALM_SECONDS = 75.0
"""After the last kill everything must be done by then: a retried job waits 3, 9, 27 seconds, a sweep a minute."""


@dataclass
class Storm:
    """What people were told while parts died: citizens' receipts, officers' finished moves."""

    log: Log = field(default_factory=Log)
    moves: list[dict[str, Any]] = field(default_factory=list)


class Town(Running):
    """One `up` with the demo city and no sample appeals."""

    def __init__(self, data: Path, port: int) -> None:
        super().__init__(data, port)
        self.env |= {"YIWANG_DEMO_APPEALS": "0", "DJANGO_SETTINGS_MODULE": "yiwang.config.settings"}
        self.portal, self.sandbox = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 2}"

    @property
    def inside(self) -> dict[str, str]:
        """The environment of a process of ours that works on the town's database."""
        where = postgres.locate(self.data)
        return {**self.env, "DATABASE_URL": where.url, "PORTAL_DATABASE_URL": where.portal_url,
                "YIWANG_DEMO": "1", "YIWANG_SMS_ENDPOINT": self.sandbox}  # fmt: skip

    def ask(self, what: str, said: Any = None) -> Any:
        """A question to `proof`."""
        words = [sys.executable, "-m", "tests.faults.proof", what]
        done = subprocess.run(words, cwd=ROOT, env=self.inside, input=json.dumps(said), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-4000:]
        return json.loads(done.stdout) if done.stdout else None

    def processes(self, word: str = "") -> list[int]:
        """What the town runs; the officers of the test are no part of it."""
        found = super().processes(word)
        return [pid for pid in found if b"tests.faults" not in _words(pid)]

    # --- killing

    def kill(self, word: str, *, which: int = 0) -> int:
        """kill -9 of a process of this town that is up; its id."""
        self.until(lambda: bool(self.processes(word)), 45, f"{word} is up again")
        found = self.processes(word)
        os.kill(pid := found[min(which, len(found) - 1)], signal.SIGKILL)
        return pid

    def kill_postmaster(self) -> None:
        pid = int((self.data / "postgres" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)

    def kill_backend(self) -> None:
        """Any server process of an inner or a public connection; PostgreSQL then throws all of them out and recovers."""
        with psycopg.connect(postgres.locate(self.data).url) as connection:
            found = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchall()
        os.kill(random.choice(found)[0], signal.SIGKILL)

    def rest(self, least: float = 0.8, most: float = 2.0) -> None:
        time.sleep(random.uniform(least, most))

    def until_open(self) -> None:
        self.until(lambda: all(self.answers(step) for step in range(3)), 45, "doors answer")
        worker = "SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - interval '4 seconds'"
        self.until(lambda: bool(self.rows(worker)), 45, "a worker is there")

    # --- seeing

    def rows(self, statement: str) -> list[Any]:
        """Nothing while the database is away."""
        try:
            with psycopg.connect(postgres.locate(self.data).url) as connection:
                return connection.execute(statement).fetchall()
        except psycopg.Error:
            return []

    def faults(self, **wanted: Any) -> None:
        """How the SMS sandbox misbehaves from now on; nothing: it behaves."""
        answer = httpx.request("POST" if wanted else "DELETE", f"{self.sandbox}/faults", json=wanted, trust_env=False)
        assert answer.status_code == 200, answer.text

    def stats(self) -> dict[str, int]:
        found: dict[str, int] = httpx.get(f"{self.sandbox}/stats.json", trust_env=False).json()
        return found

    def phone(self, number: str) -> list[str]:
        shown = httpx.get(f"{self.sandbox}/phones/{number}.json", trust_env=False).json()
        return [message["content"] for message in shown]

    @contextmanager
    def storm(self, name: str) -> Iterator[Storm]:
        """Citizens and officers at work; at the end what they were told is in it, and the house has come to rest."""
        found = Storm()
        with self._desk() as desk:
            crowd = Crowd(portal=self.portal, sandbox=self.sandbox, name=name, size=CROWD)
            with crowd:
                yield found
            assert not crowd.failures, crowd.failures
            found.log = crowd.log
        found.moves = desk
        self._calm()

    @contextmanager
    def _desk(self) -> Iterator[list[dict[str, Any]]]:
        """Officers, until citizens have ended."""
        log = self.data.parent / "desk.log"
        moves: list[dict[str, Any]] = []
        with log.open("ab") as err:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.desk"], cwd=ROOT, env=self.inside, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=err,
            )  # fmt: skip
            try:
                yield moves
            finally:
                said, _ = process.communicate(timeout=60)
                moves += [json.loads(line) for line in said.splitlines()]
        assert process.returncode == 0, log.read_text()[-3000:]

    def _calm(self) -> None:
        """Every envelope taken in, no job doing or due."""
        work = (
            "SELECT kind, 'envelope', tries, next_try_at FROM counter_envelope WHERE taken_at IS NULL UNION ALL"
            " SELECT task_name, status::text, attempts, scheduled_at FROM procrastinate_jobs WHERE status = 'doing'"
            " OR (status = 'todo' AND (scheduled_at IS NULL OR attempts > 0)) UNION ALL SELECT 'no more', '', 0, NULL"
        )
        late = time.monotonic() + CALM_SECONDS
        while len(left := self.rows(work)) != 1:
            log = (self.data / "logs" / "worker.log").read_text()
            assert time.monotonic() < late, f"{left}\n{log[-6000:]}"
            time.sleep(0.2)


def _words(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def lost(storm: Storm, found: dict[str, Any]) -> Sequence[str]:
    """What was told to people and is not so; empty is as it must be."""
    by_number = {case["number"]: case for case in found["cases"]}
    histories = {case["id"]: case["history"] for case in found["cases"]}
    faults = [f"no case for the receipt {ack.number}" for ack in storm.log.acks if ack.number not in by_number]
    for ack in (ack for ack in storm.log.acks if ack.number in by_number):
        case = by_number[ack.number]
        same = [other["number"] for other in found["cases"] if ack.mark in other["words"]]
        if same != [ack.number]:
            faults.append(f"{ack.mark} is {same}, not {ack.number}")
        if (case["files"], case["intact"]) != (ack.files, True):
            faults.append(f"{ack.number}: files {case['files']} of {ack.files}, intact {case['intact']}")
    twice = (mark for mark in storm.log.begun if sum(mark in case["words"] for case in found["cases"]) > 1)
    faults += [f"{mark} is there more than once" for mark in twice]
    faults += [f"{move} was lost" for move in storm.moves if move["move"] not in histories[move["case"]]]
    return faults
