"""What the processes hold of the machine's memory after they have worked: `memory.<process>`, MiB of RSS.

A door is granian's parent and its workers; the figure is the largest single process, which is what a limit is set on, and `floor`
is a Python that has loaded Django alone.
"""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from benchmarks.harness import House, Process, Result
from yiwang.cases.casework.models import Case
from yiwang.kit import jobs

_VISITS = 300
_AT_ONCE = 4
_WORKS_WITHIN = 120.0
_OFFICER = "yang.mo"
_PAGES = {
    "portal": ("/", "/appeal/", "/appeal/place/", "/track/", "/about/"),
    "workbench": ("/", "/inbox/", "/cases/", "/search/", "/messages/"),
}
_BARE = "import django.core.handlers.wsgi, django.db.models; print(open('/proc/self/status').read())"


def run(house: House) -> list[Result]:
    """Each door after some hundred pages by four at once; the worker after its jobs."""
    bare = _bare(house)
    cookie = house.signed_in(_OFFICER).cookies["yw_staff"].value
    found = []
    for door, pages in _PAGES.items():
        with house.serve(door) as process:
            _visit(process, pages, cookie if door == "workbench" else "")
            found.append(_result(f"memory.{door}", process, bare, house))
    with house.work() as process:
        _drain(house)
        found.append(_result("memory.worker", process, bare, house))
    return found


def _visit(process: Process, pages: tuple[str, ...], cookie: str) -> None:
    """Pages of the door, by several visitors at once; an answer that is an error of the house's own is one of ours."""

    def look(number: int) -> int:
        asked = urllib.request.Request(
            process.url + pages[number % len(pages)], headers={"Cookie": f"yw_staff={cookie}"}
        )
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                answer.read()
                return int(answer.status)
        except urllib.error.HTTPError as said:
            return said.code

    with ThreadPoolExecutor(_AT_ONCE) as visitors:
        said = list(visitors.map(look, range(_VISITS)))
    if broken := [code for code in said if code >= 500]:
        raise RuntimeError(f"{len(broken)} of {len(said)} pages failed")


def _drain(house: House) -> None:
    """Citizens' views of recent files renewed, the clocks swept and rules published: the worker's daily bread."""
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
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name = ANY(%s)",
                       [["counter.project", "counter.publish"]])  # fmt: skip
        return int(cursor.fetchone()[0])


def _bare(house: House) -> float:
    said = subprocess.run([sys.executable, "-c", _BARE], env=house.env, capture_output=True, text=True, check=True)
    return next(int(line.split()[1]) / 1024 for line in said.stdout.splitlines() if line.startswith("VmRSS:"))


def _result(name: str, process: Process, bare: float, house: House) -> Result:
    held = max(process.resident_mb().values())
    return Result(name, round(held, 1), "MiB", round(bare, 1), round(held / bare, 2), rows=house.rows)
