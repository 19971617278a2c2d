"""Appeals a second through `POST /api/v1/appeals`, each durable with triage, facts, clocks and messages in one commit.

What runs, on the same cores: the real door (`yiwang serve api`, two processes of one thread), PostgreSQL with every fsync on,
and this process as the load: eight requests under way at any moment, a connection for each as a reverse proxy opens them, and
what a connection takes to open counted in; bodies made beforehand from the demo's sample (those without danger in them), no
two alike. The worker does not run: sending and what citizens see follow within seconds in real life, and wait here.
The floor is pgbench with eight clients calling one stored function that inserts the same rows into the same tables.
Afterwards everything that was written is deleted again.
"""

import json
import re
import selectors
import socket
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from psycopg import sql as pg
from psycopg.conninfo import conninfo_to_dict

from benchmarks.as_found import left_as_found
from benchmarks.harness import House, Result, count_queries, family, percentiles
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands import Letter, Party
from yiwang.config.lessons import sample
from yiwang.config.postgres_host import binaries
from yiwang.ground.access import commands as access
from yiwang.ground.access.commands.clients import MOST_RATE
from yiwang.kit import rows, sql
from yiwang.kit.actor import Actor

UNDER_WAY, ROUNDS, SECONDS, WARM_SECONDS = 8, 5, 4.0, 4.0
CHANNEL = "12345"
DOOR = {"YIWANG_WEB_WORKERS": "2", "YIWANG_POOL_SIZE": "1"}
_MARK, _DIGITS = b"@" * 12, b"#" * 8
_numbers = count(int(time.time()) % 100_000_000)
Shape = tuple[tuple[type[models.Model], bool], ...]


def run(house: House) -> list[Result]:
    """The door's rate, and in a line of its own the CPU that an intake costs everybody together."""
    with left_as_found(house):
        given = access.open_client(by=Actor.system("benchmark"), name="测量", channel=CHANNEL, rate=MOST_RATE)
        by = Actor.client(given.client.code, "测量")
        asked = [count_queries(lambda: _receive(by)) for _ in range(31)]
        with house.serve("api", **DOOR) as door:
            load = _Load(door.url, given.token)
            load.drive(WARM_SECONDS)
            before, began = _cpu(door.pid), time.process_time()
            taken = [load.drive(SECONDS) for _ in range(ROUNDS)]
            spent = _cpu(door.pid) - before + time.process_time() - began
        floor = _floor(house, _rows_of_an_intake(by))
    samples = [second for one in taken for second in one]
    value, (p50, p95) = statistics.median(len(one) / SECONDS for one in taken), percentiles(samples)
    ratio, statements = round(value / floor, 4) if floor else None, int(statistics.median(asked))
    return [
        Result("intake", round(value, 1), "appeals/s", floor, ratio, p50, p95, statements, house.rows),
        Result("intake.cpu", round(spent / len(samples) * 1000, 2), "ms/appeal", rows=house.rows),
    ]


# --- the load


@dataclass
class _Line:
    """One connection and the answer it is waiting for."""

    socket: socket.socket
    sent_at: float
    heard: bytearray = field(default_factory=bytearray)

    def is_answered(self) -> bool:
        """The whole answer is there. AssertionError: it is no 201."""
        head, found, body = self.heard.partition(b"\r\n\r\n")
        if not found:
            return False
        assert head.startswith(b"HTTP/1.1 201"), bytes(self.heard[:600])
        length = re.search(rb"(?i)content-length: *(\d+)", head)
        return bool(length) and len(body) >= int(length[1])  # type: ignore[index]


class _Load:
    """Eight appeals under way: where one is answered the next is sent."""

    def __init__(self, url: str, token: str) -> None:
        self.where = urlsplit(url)
        self.bodies = [_request(item, token, self.where.netloc) for item in _stories()]

    def drive(self, seconds: float) -> list[float]:
        """Keep it up for so long; how long each answer took, from before its connection was opened."""
        waiting, samples, until = selectors.DefaultSelector(), [], time.perf_counter() + seconds
        for _ in range(UNDER_WAY):
            self._send(waiting)
        while waiting.get_map():
            for key, _ in waiting.select():
                line = key.data
                line.heard += line.socket.recv(65536)
                if line.is_answered():
                    now = time.perf_counter()
                    samples.append(now - line.sent_at)
                    waiting.unregister(line.socket)
                    line.socket.close()
                    if now < until:
                        self._send(waiting)
        return samples

    def _send(self, waiting: selectors.BaseSelector) -> None:
        number = next(_numbers)
        body = self.bodies[number % len(self.bodies)]
        began = time.perf_counter()
        made = socket.create_connection((str(self.where.hostname), int(self.where.port or 80)))
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        waiting.register(made, selectors.EVENT_READ, _Line(made, began))
        made.sendall(body.replace(_MARK, b"%012d" % number).replace(_DIGITS, b"%08d" % number))


@lru_cache
def _stories() -> list[dict[str, Any]]:
    said = [(item, f"{item['title']}\n{item['content']}") for item in sample()]
    return [item for item, text in said if queries.trip_of(text=text) is None]


def _request(item: dict[str, Any], token: str, host: str) -> bytes:
    letter = {
        "channel": CHANNEL, "external_id": _MARK.decode(), "title": item["title"],
        "content": f"{item['content']}（{_MARK.decode()}）", "area_code": item["gold"]["area"] or None,
        "applicant": {"name": "王女士", "phone": f"154{_DIGITS.decode()}"},
    }  # fmt: skip
    body = json.dumps(letter, ensure_ascii=False).encode()
    head = (
        f"POST /api/v1/appeals HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _receive(by: Actor) -> None:
    """The same in this process."""
    number = next(_numbers)
    item = _stories()[number % len(_stories())]
    letter = Letter(
        channel=CHANNEL, external_id=f"{number:012}", title=item["title"], content=f"{item['content']}（{number:012}）",
        area_code=item["gold"]["area"] or "", party=Party(name="王女士", phone=f"154{number:08}"),
    )  # fmt: skip
    appeals.receive(by=by, letter=letter, as_new=True)


def _cpu(door: int) -> float:
    """Seconds of CPU that the door and all of PostgreSQL have used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    postmaster = int(_stat(backend)[1])
    ticks = (_stat(pid)[11:15] for pid in {*family(door), *family(postmaster)})
    return sum(int(tick) for one in ticks for tick in one) / 100


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["0"] * 15


# --- the floor


def _rows_of_an_intake(by: Actor) -> tuple[Shape, list[list[dict[str, Any]]]]:
    """Tables and rows of a common intake: of those tried the one with the median number of rows."""
    seen: list[tuple[Shape, list[str]]] = []
    shape_of, run_ = rows._statement, sql.run

    def spied(statement: str, values: Sequence[Any] = (), *, may_stand_alone: bool = False) -> list[tuple[Any, ...]]:
        if statement in asked:
            seen.append((asked[statement], list(values)))
        return run_(statement, values, may_stand_alone=may_stand_alone)

    asked: dict[str, Shape] = {}
    rows._statement = lambda shape: asked.setdefault(shape_of(shape), shape) and shape_of(shape)  # type: ignore[assignment]
    sql.run = spied
    try:
        for _ in range(31):
            _receive(by)
    finally:
        rows._statement, sql.run = shape_of, run_
    whole = [(shape, [json.loads(table) for table in tables]) for shape, tables in seen]
    return sorted(whole, key=lambda one: sum(map(len, one[1])))[len(whole) // 2]


def _floor(house: House, intake: tuple[Shape, list[list[dict[str, Any]]]]) -> float | None:
    """Calls a second of a function that inserts these rows; None without pgbench beside the server's programs."""
    program = binaries() / "pgbench"
    if not program.exists():
        program = next(iter(sorted(program.parent.parent.parent.glob("*/bin/pgbench"))), program)
    if not program.exists():
        print("  no pgbench beside the server's programs: intake has no floor")
        return None
    with connection.cursor() as cursor:
        cursor.execute(_function(*intake))
    script = house.data_dir / "bench-intake.sql"
    script.write_text("SELECT bench_intake();\n")
    said = conninfo_to_dict(house.url)
    words = [
        program, "-n", "-c", UNDER_WAY, "-j", 1, "-M", "prepared", "-T", int(SECONDS), "-f", script, "-h", said["host"],
        "-U", said["user"], said["dbname"],
    ]  # fmt: skip
    rates = []
    for _ in range(3):
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=True)
        rates.append(float(re.search(r"tps = ([\d.]+)", done.stdout)[1]))  # type: ignore[index]
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION bench_intake()")
    script.unlink()
    return round(statistics.median(rates), 1)


def _function(shape: Shape, tables: list[list[dict[str, Any]]]) -> pg.Composed:
    """The rows as constants, but for what must differ: keys, what names them, and three unique columns."""
    case = next(
        found[0] for (model, _), found in zip(shape, tables, strict=True) if model._meta.label_lower == "casework.case"
    )
    keys = {case["id"]: "c", case["applicant_id"]: "p"} | {
        str(case["id"]): "c::text",
        str(case["applicant_id"]): "p::text",
    }
    unique = {"number": "'F' || c", "intake_key": "'floor:' || c", "out_id": "md5(random()::text)"}
    inserts = []
    for (model, _), found in zip(shape, tables, strict=True):
        fields = {str(one.column): one for one in model._meta.local_concrete_fields}
        columns = sorted({column for row in found for column in row})
        values = [
            pg.SQL("({})").format(pg.SQL(", ").join(
                pg.SQL(unique[column]) if column in unique and row.get(column)
                else pg.SQL(keys[row[column]]) if isinstance(row.get(column), int | str) and row[column] in keys
                else _literal(row.get(column), fields[column])
                for column in columns
            ))
            for row in found
        ]  # fmt: skip
        inserts.append(
            pg.SQL("INSERT INTO {} ({}) VALUES {};\n").format(
                pg.Identifier(model._meta.db_table),
                pg.SQL(", ").join(map(pg.Identifier, columns)),
                pg.SQL(", ").join(values),
            )
        )
    return pg.SQL(
        "CREATE OR REPLACE FUNCTION bench_intake() RETURNS void LANGUAGE plpgsql AS $bench$\n"
        "DECLARE c bigint := nextval('casework_case_id_seq'); p bigint := nextval('people_applicant_id_seq');\n"
        "BEGIN\n{}END $bench$"
    ).format(pg.SQL("").join(inserts))


def _literal(value: Any, column: Any) -> pg.Composable:
    if isinstance(value, dict) or (isinstance(value, list) and not isinstance(column, ArrayField)):
        value = json.dumps(value, ensure_ascii=False)
    return pg.SQL("{}::{}").format(pg.Literal(value), pg.SQL(column.db_type(connection)))
