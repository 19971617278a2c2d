"""The portal's last POST over HTTP: draft in, receipt out, committed to disk; 8 connections, load and database on the same cores.

`portal_submit`: submissions a second; `portal_submit.cpu`: milliseconds of the door's own CPU each. The drafts (words, place,
confirmed phone) are written by the counter's own commands beforehand. The floor is pgbench over the same 8 connections calling
one stored function that writes the same three rows.
"""

import json
import os
import selectors
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from psycopg.conninfo import conninfo_to_dict

from benchmarks.as_found import left_as_found
from benchmarks.harness import House, Process, Result, count_queries, family, percentiles
from yiwang.cases.counter import commands
from yiwang.cases.counter.models import Draft, Envelope, Projection
from yiwang.config.postgres_host import binaries
from yiwang.config.settings import PORTAL_MIDDLEWARE
from yiwang.kit.actor import Actor
from yiwang.sites.portal import cookies

AT_ONCE = 8
DRAFTS, WARM = 2400, 400
_WORDS = (
    "鼓楼花园北门每天晚上十点以后有人摆烧烤摊，音箱放到凌晨一点多，家里有老人睡不着，希望派出所来看看。",
    "文津街道小学门口早上放学时间机动车乱停，孩子过马路危险，请安排民警疏导。",
    "楼下棋牌室半夜还在营业，人来人往很吵，物业说管不了。",
)
_CSRF = "c" * 32
BY = Actor.citizen()


def run(house: House) -> list[Result]:
    """Some hundred submissions to warm the door, then as fast as it goes."""
    with left_as_found(house):
        return _measured(house)


def _measured(house: House) -> list[Result]:
    tokens = list(_drafts(WARM + DRAFTS + 2))
    _queries(tokens.pop())  # the rules, and a block of numbers
    queries = _queries(tokens.pop())
    requests = [_request(token) for token in tokens]
    workers = os.environ.get("BENCH_WEB_WORKERS", "2")
    with house.serve("portal", YIWANG_WEB_WORKERS=workers, YIWANG_POOL_SIZE="4") as door:
        _fire(door, requests[:WARM])
        before, began = _cpu(door), time.perf_counter()
        waits = _fire(door, requests[WARM:])
        seconds, spent = time.perf_counter() - began, _cpu(door) - before
    value, floor = DRAFTS / seconds, _floor(house)
    p50, p95 = percentiles(waits)
    cost = Result("portal_submit.cpu", round(spent / DRAFTS * 1000, 3), "ms", queries=queries, rows=house.rows)
    rate = Result(
        "portal_submit", round(value, 1), "1/s", round(floor, 1), round(value / floor, 4), p50, p95, queries, house.rows
    )
    return [rate, cost]


# ---- drafts that want nothing but to be sent


def _drafts(count: int) -> Iterator[str]:
    """Tokens of finished drafts, each by another phone."""
    first = int(time.time()) % 10**7 * 10
    for number in range(count):
        with transaction.atomic():
            yield _draft(f"154{(first + number) % 10**8:08d}", _WORDS[number % len(_WORDS)])


def _draft(phone: str, words: str) -> str:
    token = commands.open_draft(by=BY)
    told = {"name": "王女士", "phone": phone, "consented": True}
    commands.write_words(by=BY, token=token, content=words, type="complaint")
    commands.write_place(by=BY, token=token, place="鼓楼花园北门")
    commands.write_contact(by=BY, token=token, **told)
    commands.ask_code(by=BY, token=token)
    asked = Envelope.objects.filter(kind="phone_code").order_by("-id").first()
    assert asked
    step = commands.confirm_code(by=BY, token=token, code=json.loads(asked.body)["code"])
    Envelope.objects.filter(pk=asked.pk).delete()  # nobody waits for these codes
    assert step.is_done
    return token


# ---- the request and who sends it


def _cookie(token: str) -> str:
    kept = cookies.keep_draft(HttpResponse(), token).cookies[cookies.DRAFT].value
    return f"{cookies.DRAFT}={kept}; yw_csrf_p={_CSRF}"


def _request(token: str) -> bytes:
    body = f"csrfmiddlewaretoken={_CSRF}&is_true=on"
    head = (
        "POST /appeal/check/ HTTP/1.1", "Host: localhost", f"Cookie: {_cookie(token)}", "Origin: http://localhost",
        "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", "Accept-Language: zh-CN", "", body,
    )  # fmt: skip
    return "\r\n".join(head).encode()


def _fire(door: Process, requests: list[bytes]) -> list[float]:
    """Send all of them over eight kept connections, one at a time on each; seconds of each. Any other answer ends the run."""
    host, _, port = door.url.removeprefix("http://").partition(":")
    eyes, waiting, waits = selectors.DefaultSelector(), iter(requests), []
    for _ in range(AT_ONCE):
        link = socket.create_connection((host, int(port)))
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        eyes.register(link, selectors.EVENT_READ, [b"", 0.0])
    busy = sum(_send(key.fileobj, key.data, waiting) for key in list(eyes.get_map().values()))
    while busy:
        for key, _ in eyes.select(30):
            key.data[0] += key.fileobj.recv(65536)  # type: ignore[union-attr]
            if b"\r\n\r\n" not in key.data[0]:
                continue
            waits.append(time.perf_counter() - key.data[1])
            _check(key.data[0])
            busy -= not _send(key.fileobj, key.data, waiting)
    for key in list(eyes.get_map().values()):
        key.fileobj.close()  # type: ignore[union-attr]
    return waits


def _send(link: object, state: list[object], waiting: Iterator[bytes]) -> bool:
    request = next(waiting, None)
    if request is None:
        return False
    state[:] = [b"", time.perf_counter()]
    link.sendall(request)  # type: ignore[attr-defined]
    return True


def _check(answer: bytes) -> None:
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert head.startswith(b"http/1.1 302") and b"location: /appeal/receipt/" in head, answer[:600]


def _cpu(door: Process) -> float:
    """Seconds of CPU of the door and everything it started."""
    ticks = 0
    for pid in family(door.pid):
        said = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(said[11]) + int(said[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _queries(token: str) -> int:
    """SQL statements of the same request, BEGIN and COMMIT left out."""
    from django.conf import settings

    before = settings.MIDDLEWARE, settings.ROOT_URLCONF
    settings.MIDDLEWARE, settings.ROOT_URLCONF = PORTAL_MIDDLEWARE, "yiwang.config.urls_portal"
    try:
        client = Client(SERVER_NAME="localhost")
        client.cookies.load(_cookie(token))
        client.get("/appeal/contact/")
        answers: list[int] = []
        found = count_queries(lambda: answers.append(client.post("/appeal/check/", {"is_true": "on"}).status_code))
        assert answers == [302]
        return found
    finally:
        settings.MIDDLEWARE, settings.ROOT_URLCONF = before


# ---- the floor


_FUNCTION = """
DROP TABLE IF EXISTS bench_draft, bench_envelope, bench_projection;
CREATE TABLE bench_draft
  (id bigserial PRIMARY KEY, token text UNIQUE, body bytea, receipt bytea, is_sent bool, touched_at timestamptz);
CREATE TABLE bench_envelope (id bigserial PRIMARY KEY, number text, nonce text UNIQUE, body bytea, posted_at timestamptz);
CREATE TABLE bench_projection (id bigserial PRIMARY KEY, number text UNIQUE, code_hash text, body bytea, updated_at timestamptz);
CREATE SEQUENCE IF NOT EXISTS bench_serial;
INSERT INTO bench_draft (token, body, receipt, is_sent, touched_at)
  SELECT 't' || n, %(draft)s, '', false, now() FROM generate_series(1, 60000) n;
CREATE OR REPLACE FUNCTION bench_submit() RETURNS text LANGUAGE plpgsql AS $$
DECLARE serial bigint := nextval('bench_serial'); number text := 'YZ2611-' || serial;
BEGIN
  PERFORM 1 FROM bench_draft WHERE token = 't' || serial FOR UPDATE;
  INSERT INTO bench_envelope (number, nonce, body, posted_at) VALUES (number, 'sent:' || number, %(envelope)s, now());
  INSERT INTO bench_projection (number, code_hash, body, updated_at) VALUES (number, md5(number), %(projection)s, now());
  UPDATE bench_draft SET receipt = %(receipt)s, is_sent = true, touched_at = now() WHERE token = 't' || serial;
  RETURN number;
END $$
"""


def _floor(house: House) -> float:
    """Calls a second of the stored function, by pgbench."""
    sizes = {"draft": _size(Draft, "body"), "envelope": _size(Envelope, "body"), "projection": _size(Projection, "body"),
             "receipt": _size(Draft, "receipt")}  # fmt: skip
    with connection.cursor() as cursor:
        filled = {name: f"decode(repeat('5a', {size}), 'hex')" for name, size in sizes.items()}
        cursor.execute(_FUNCTION.replace("%(", "{").replace(")s", "}").format(**filled))
    said = conninfo_to_dict(house.url)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write("SELECT bench_submit();\n")
        script.flush()
        words = ["pgbench", "-n", "-M", "prepared", "-c", str(AT_ONCE), "-j", "1", "-T", "4", "-f", script.name]
        where = ["-h", str(said["host"]), "-U", str(said["user"]), str(said["dbname"])]
        done = subprocess.run(
            [str(binaries() / words[0]), *words[1:], *where], capture_output=True, text=True, check=True
        )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_draft, bench_envelope, bench_projection; DROP SEQUENCE bench_serial CASCADE;"
                       "DROP FUNCTION IF EXISTS bench_submit()")  # fmt: skip
    return next(float(line.split()[2]) for line in done.stdout.splitlines() if line.startswith("tps"))


def _size(model: type[Draft | Envelope | Projection], column: str) -> int:
    """Bytes that the newest rows of this column take."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT coalesce(avg(length({column})), 0) FROM (SELECT {column} FROM {table}"
            f" WHERE length({column}) > 0 ORDER BY id DESC LIMIT 200) newest"
        )
        return int(cursor.fetchone()[0])
