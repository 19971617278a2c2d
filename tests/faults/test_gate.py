"""The gate between two networks is closed while more than two hundred appeals, disputes and answers pile up; then it opens."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.faults.citizens import GIVE_UP_SECONDS, Ack, Citizen, Log
from tests.house.tree import ROOT
from tests.processes.test_two_networks import Two
from tests.processes.test_up import free_ports
from yiwang.config import postgres

pytestmark = [pytest.mark.fault, pytest.mark.timeout(600)]
BEFORE, DURING, HANDS = 6, 220, 8
REPLIED = "SELECT count(*) FROM casework_case WHERE channel = 'web' AND state = 'replied'"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    one = Two(tmp_path_factory.mktemp("gate") / "data", free_ports())
    one.env |= {"YIWANG_RELAY_PATIENCE": "15", "YIWANG_POOL_SIZE": "6"}
    one.start(seconds=200)
    yield one
    if one.alive():
        one.stop(signal.SIGTERM)


def told(house: Two, sign: signal.Signals) -> None:
    for side in ("outer", "inner"):
        for pid in house.processes(f"--side {side}"):
            os.kill(pid, sign)


def citizen(house: Two, mark: str, log: Log) -> Citizen:
    portal, sandbox = f"http://127.0.0.1:{house.port}", f"http://127.0.0.1:{house.port + 2}"
    one = Citizen(portal=portal, sandbox=sandbox, mark=mark, log=log, has_phone=False)
    one.appeal()
    return one


def count(house: Two, statement: str) -> int:
    with psycopg.connect(postgres.locate(house.data).url) as link:
        row = link.execute(statement).fetchone()  # type: ignore[arg-type]
    assert row
    return int(row[0])


def officers(house: Two, wanted: int) -> None:
    """Sign, call, answer and approve until so many files are answered."""
    where = postgres.locate(house.data)
    env = {**house.env, "DATABASE_URL": where.url, "YIWANG_DEMO": "1", "DJANGO_SETTINGS_MODULE": "yiwang.config.settings",
           "YIWANG_SMS_ENDPOINT": f"http://127.0.0.1:{house.port + 2}"}  # fmt: skip
    words = [sys.executable, "-m", "tests.faults.desk"]
    desk = subprocess.Popen(words, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    house.until(lambda: count(house, REPLIED) >= wanted or desk.poll() is not None, 150, "answers")
    assert desk.stdin and desk.poll() is None
    desk.stdin.close()
    desk.wait(60)


def dispute(one: Citizen, ack: Ack) -> None:
    page = one.ask("GET", f"/track/{ack.number}/dispute/")
    assert page is not None and page.status_code == 200, page
    answer = one.press(page, reason="昨晚又来了，没有解决")
    assert answer is not None and re.search("恢复后马上登记|正在登记", answer.text), answer


def test_everything_arrives_once_and_in_order(house: Two) -> None:
    log = Log()
    first = [citizen(house, f"前{number}", log) for number in range(BEFORE)]
    house.until(house.agrees, 60, "both sides agree before")
    officers(house, 4)
    house.until(house.agrees, 60, "the answers are out")
    told(house, signal.SIGSTOP)
    time.sleep(16)
    began = time.monotonic()
    acks = {ack.mark: ack for ack in log.acks}
    disputed = 0
    for one in first:
        one.until = time.monotonic() + GIVE_UP_SECONDS
        page = one.ask("GET", f"/track/{acks[one.mark].number}/")
        if page is not None and "没有解决，请重新办" in page.text:
            dispute(one, acks[one.mark])
            disputed += 1
    assert disputed >= 3
    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(lambda number: citizen(house, f"中{number}", log), range(DURING)))
    officers(house, BEFORE)
    assert len(log.acks) == BEFORE + DURING
    assert count(house, "SELECT count(*) FROM casework_case WHERE channel = 'web'") == BEFORE, "the gate is closed"
    closed = time.monotonic() - began
    told(house, signal.SIGCONT)
    began = time.monotonic()
    house.until(
        lambda: count(house, "SELECT count(*) FROM casework_case WHERE channel = 'web'") == BEFORE + DURING,
        200,
        "all in",
    )
    taken = time.monotonic() - began
    house.until(house.agrees, 120, "both sides agree")
    figures = f"{DURING} appeals, {disputed} disputes in {closed:.0f} s closed; in after {taken:.1f} s"
    print(f"{figures}, both sides agree after {time.monotonic() - began:.1f} s")  # noqa: T201 - for docs/faults.md
    numbers = {ack.number for ack in log.acks}
    assert len(numbers) == BEFORE + DURING, "no number twice"
    assert count(house, "SELECT count(DISTINCT number) FROM casework_case WHERE channel = 'web'") == BEFORE + DURING
    assert count(house, "SELECT count(*) FROM appeals_dispute") == disputed
    assert count(house, "SELECT count(*) FROM counter_envelope WHERE trouble <> ''") == 0
    assert log.statuses[500] == 0
