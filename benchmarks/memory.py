"""What the processes hold of the machine's memory after they have worked: `memory.<process>`, MiB of RSS.

A door is granian's parent and its workers; the figure is the largest single process, which is what a limit is set on, and `floor`
is a Python that has loaded Django alone.
"""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.request import Request

from django.db import connection, transaction

from benchmarks.as_found import left_as_found
from benchmarks.harness import House, Process, Result
from yiwang.cases.casework.models import Case
from yiwang.cases.counter import commands as counter
from yiwang.ground.access import commands as access
from yiwang.ground.access.commands.clients import MOST_RATE
from yiwang.kit import jobs
from yiwang.kit.actor import Actor

_VISITS = 300
_AT_ONCE = 4
_WORKS_WITHIN = 120.0
_CHANNEL = "12345"
_OFFICER = "yang.mo"
_PAGES = {
    "portal": ("/", "/appeal/", "/appeal/place/", "/track/", "/about/"),
    "workbench": ("/", "/inbox/", "/cases/", "/search/", "/messages/"),
}
_SUBMITTED = 30
_LEFT = """
    SELECT (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name = ANY(%s))
         + (SELECT count(*) FROM counter_envelope WHERE taken_at IS NULL AND kind = 'submission')
"""
_BARE = "import django.core.handlers.wsgi, django.db.models; print(open('/proc/self/status').read())"


def run(house: House) -> list[Result]:
    """Each door after some hundred pages by four at once; the worker after its jobs."""
    with left_as_found(house, changes=True):
        return _held(house)


def _held(house: House) -> list[Result]:
    bare = _bare(house)
    cookie = house.signed_in(_OFFICER).cookies["yw_staff"].value
    found = []
    for door, pages in _PAGES.items():
        with house.serve(door) as process:
            _visit([_page(process.url + page, f"yw_staff={cookie}" if door == "workbench" else "") for page in pages])
            found.append(_result(f"memory.{door}", process, bare, house))
    with house.serve("api") as process, _token() as token:
        _visit([_letter(process.url, token), _list(process.url, token)])
        found.append(_result("memory.api", process, bare, house))
    with house.work() as process:
        _drain()
        found.append(_result("memory.worker", process, bare, house))
    return found


def _visit(asked: list[Callable[[int], Request]]) -> None:
    """Several visitors at once; an answer that is an error of the house's own is one of ours."""

    def look(number: int) -> int:
        try:
            with urllib.request.urlopen(asked[number % len(asked)](number), timeout=60) as answer:
                answer.read()
                return int(answer.status)
        except urllib.error.HTTPError as said:
            return said.code

    with ThreadPoolExecutor(_AT_ONCE) as visitors:
        said = list(visitors.map(look, range(_VISITS)))
    if wrong := [code for code in said if code >= 400]:
        raise RuntimeError(f"{len(wrong)} of {len(said)} were refused: {sorted(set(wrong))}")


def _page(url: str, cookie: str) -> Callable[[int], Request]:
    return lambda _: Request(url, headers={"Cookie": cookie})


def _letter(url: str, token: str) -> Callable[[int], Request]:
    """An appeal of another system, read and routed inside the web process."""

    def written(number: int) -> Request:
        words = f"鼓楼花园北门每天晚上有人摆烧烤摊，音箱放到凌晨一点多，第{number}次反映了。"
        body = {
            "channel": _CHANNEL,
            "external_id": f"memory-{time.time_ns()}-{number}",
            "title": "夜里太吵",
            "content": words,
        }
        return Request(f"{url}/api/v1/appeals", json.dumps(body).encode(), _heads(token))

    return written


def _list(url: str, token: str) -> Callable[[int], Request]:
    return lambda _: Request(f"{url}/api/v1/appeals?state=handling", headers=_heads(token))


def _heads(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}


@contextmanager
def _token() -> Iterator[str]:
    """Another system's, for as long as it is measured."""
    by = Actor.system("benchmark")
    given = access.open_client(by=by, name=f"测量{time.time_ns()}", channel=_CHANNEL, rate=MOST_RATE)
    try:
        yield given.token
    finally:
        access.revoke_client(by=by, code=given.client.code)


def _submit() -> None:
    """Questions that wait at the counter: reading them loads the text model into the worker."""
    by = Actor.citizen()
    for number in range(_SUBMITTED):
        with transaction.atomic():
            token = counter.open_draft(by=by)
            words = f"户口迁移要带什么材料，孩子开学前能不能办好，现在排到第{number}号了。"
            counter.write_words(by=by, token=token, content=words, type="consult")
            counter.write_place(by=by, token=token, place="鼓楼花园")
            counter.write_contact(by=by, token=token, is_anonymous=True)
            counter.send(by=by, token=token, is_true=True)


def _drain() -> None:
    """Questions taken in, citizens' views of recent files renewed, the rules published: the worker's daily bread."""
    _submit()
    with transaction.atomic():
        for case_id in Case.objects.order_by("-id").values_list("id", flat=True)[:_VISITS]:
            jobs.enqueue("counter.project", ref=f"casework.case:{case_id}")
        jobs.enqueue("counter.publish")
    until = time.monotonic() + _WORKS_WITHIN
    while _waiting() and time.monotonic() < until:
        time.sleep(0.5)
    if left := _waiting():
        raise RuntimeError(f"{left} jobs are left after {_WORKS_WITHIN} s")


def _waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, [["counter.project", "counter.publish"]])
        return int(cursor.fetchone()[0])


def _bare(house: House) -> float:
    said = subprocess.run([sys.executable, "-c", _BARE], env=house.env, capture_output=True, text=True, check=True)
    return next(int(line.split()[1]) / 1024 for line in said.stdout.splitlines() if line.startswith("VmRSS:"))


def _result(name: str, process: Process, bare: float, house: House) -> Result:
    held = max(process.resident_mb().values())
    return Result(name, round(held, 1), "MiB", round(bare, 1), round(held / bare, 2), rows=house.rows)
