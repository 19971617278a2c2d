"""kill -9 of each part under load, several times: no acknowledged appeal or move is lost, nothing happens twice."""

import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.faults.town import Storm, Town, lost
from tests.processes.test_up import free_ports

pytestmark = [pytest.mark.fault, pytest.mark.timeout(280)]
SECOND_START_SECONDS = 20.0
"""The issue allows ten; a machine that is busy with other tests gets twice as long (docs/faults.md: of a quiet one)."""
LEAST = 5
"""Receipts a storm must have brought, else it proved nothing."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    one = Town(tmp_path_factory.mktemp("town") / "data", free_ports())
    one.start(seconds=150)
    yield one
    if one.alive():
        one.stop(signal.SIGTERM)


def assert_whole(town: Town, storm: Storm) -> dict[str, Any]:
    """Everything anybody was told is so, once; the record holds, the clocks agree, no message went twice."""
    town.faults()
    town.ask("settle")
    found = town.ask("standing")
    figures = [
        f"{len(storm.log.acks)} receipts of {len(storm.log.begun)}, {len(storm.moves)} moves, {found['events']} facts",
        f"answers {dict(storm.log.statuses)}, slowest {storm.log.slowest:.1f} s, {town.stats()}",
    ]
    stuck = Counter(case["state"] for case in found["cases"])
    print("; ".join([*figures, str(dict(stuck))]))  # noqa: T201  shown with -s, for docs/faults.md
    assert len(storm.log.acks) >= LEAST and len(storm.moves) >= LEAST
    assert lost(storm, found) == []
    assert storm.log.statuses[500] == 0, town.said()[-3000:]
    assert storm.log.torn == []
    assert (found["waiting"], found["spoiled"], found["record"], found["clocks"]) == (0, [], [], [])
    assert [job for job in found["jobs"] if job[1] == "failed"] == []
    assert all(case["spelled"] == case["number"] for case in found["cases"]), "a check digit is wrong"
    assert found["numbers"] == len({case["number"] for case in found["cases"]})
    assert_projected(town, storm)
    assert_told_once(town, storm)
    return dict(found)


def assert_projected(town: Town, storm: Storm) -> None:
    """Number and code open a file that the inner side has written."""
    states = town.ask("opened", [(ack.number, ack.code) for ack in storm.log.acks])
    assert {ack.number for ack in storm.log.acks} == states.keys()
    assert not {state for state in states.values() if state in (None, "received")}, states


def assert_told_once(town: Town, storm: Storm) -> None:
    """The gateway counts nothing twice, and each phone has exactly one text with number and code."""
    assert town.stats()["duplicates"] == 0
    for ack in storm.log.acks:
        if ack.phone:
            receipts = [text for text in town.phone(ack.phone) if ack.number in text and ack.code in text]
            assert len(receipts) == 1, town.phone(ack.phone)


def struck(town: Town, name: str, blows: list[Callable[[], Any]]) -> Storm:
    """A storm with these blows, and a while of work after the last."""
    with town.storm(name) as storm:
        town.rest(2, 3)
        for blow in blows:
            blow()
            town.rest()
        town.until_open()
        town.rest(2, 3)
    return storm


def test_the_portal_is_killed(town: Town) -> None:
    """The process that listens, and the one that watches over it."""
    blows = [lambda which=which: town.kill("serve portal", which=which) for which in (0, 1, 0, 1)]
    assert_whole(town, struck(town, "甲", blows))


def test_the_worker_is_killed_while_the_gateway_hangs_and_lies(town: Town) -> None:
    """Taken and then silent, refused and yet kept, accepted and yet dropped: each with the worker killed at it."""
    ways = [{"hang_seconds": 3.0, "hang": "before"}, {"lie": "deny"}, {"hang_seconds": 3.0, "hang": "after"},
            {"lie": "drop"}]  # fmt: skip

    def blow(way: dict[str, Any]) -> None:
        town.faults(**way, times=2)
        town.rest(0.3, 1.0)
        town.kill("cli work")

    assert_whole(town, struck(town, "乙", [lambda way=way: blow(way) for way in ways]))


def test_the_database_is_killed(town: Town) -> None:
    """A backend, which takes all others with it, and the server itself."""

    def blow(kill: Callable[[], None]) -> None:
        town.until_open()
        town.rest()
        kill()

    kills = [town.kill_backend, town.kill_postmaster, town.kill_backend, town.kill_postmaster]
    assert_whole(town, struck(town, "丙", [lambda kill=kill: blow(kill) for kill in kills]))


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)], ids=str)
def test_a_stop_and_a_second_start_under_load(town: Town, sign: signal.Signals, code: int) -> None:
    """No process, socket or pid file is left, even where `up` itself was killed; who was writing goes on after the next start."""
    with town.storm("丁" if sign is signal.SIGTERM else "戊") as storm:
        town.rest(3, 4)
        assert town.stop(sign) == code
        town.assert_nothing_left()
        town.start(seconds=60)
        took = re.search(r"用时 ([\d.]+) 秒", town.said())
        assert took and float(took[1]) <= SECOND_START_SECONDS
        town.rest(3, 4)
    assert_whole(town, storm)
