"""`yiwang up --demo --two-networks` where one network stood: what was there is laid out, an appeal crosses both ways, the relay
is killed and mends, both sides agree.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.citizens import Ack, Citizen, Log
from tests.house.tree import ROOT
from tests.processes.test_up import YIWANG, Running, free_ports

pytestmark = [pytest.mark.fault, pytest.mark.timeout(280)]


class Two(Running):
    """One `up` with two databases; where it begins from nothing, without sample appeals."""

    def start(self, *, seconds: float) -> float:
        self.env["YIWANG_TWO_NETWORKS"] = "1"
        self.env["YIWANG_DEMO_APPEALS"] = "0"
        return super().start(seconds=seconds)

    def appeal(self, mark: str) -> Ack:
        """Somebody with a phone and a photo, all four pages; the code comes by SMS from the inner side."""
        portal, sandbox = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.port + 2}"
        log = Log()
        Citizen(portal=portal, sandbox=sandbox, mark=mark, log=log, has_phone=True).appeal()
        assert len(log.acks) == 1, dict(log.statuses)
        return log.acks[0]

    def agrees(self) -> bool:
        return self.command("relay", "verify").returncode == 0


@pytest.fixture(scope="module")
def house(laid: Path) -> Iterator[Two]:
    one = Two(laid, free_ports())
    one.start(seconds=150)
    yield one
    if one.alive():
        one.stop(signal.SIGKILL)


def test_an_appeal_crosses_and_its_file_comes_back(house: Two) -> None:
    ack = house.appeal("甲")
    house.until(house.agrees, 30, "both sides agree")
    assert ack.files == 1
    said = house.command("relay", "status").stdout
    assert said.count("ok  ") == 2, said
    assert "bad" not in house.command("doctor").stdout


def test_a_killed_half_is_replaced_and_nothing_is_lost(house: Two) -> None:
    for side in ("outer", "inner"):
        (pid,) = house.processes(f"--side {side}")
        os.kill(pid, signal.SIGKILL)
    ack = house.appeal("乙")
    house.until(house.agrees, 45, "both sides agree after the kills")
    assert ack.number


def test_neither_side_is_told_the_other_ones_keys(house: Two) -> None:
    """The portal and the outer half know no inner address, and no key of the inner data."""
    inner = f"host={house.data!s}"
    for word in ("serve portal", "--side outer"):
        for pid in house.processes(word):
            told = open(f"/proc/{pid}/environ").read()  # noqa: PTH123, SIM115
            known = dict(pair.split("=", 1) for pair in told.split("\0") if "=" in pair)
            assert known.get("DATABASE_URL", "") == "" or "yiwang_outer" in known["DATABASE_URL"], inner
            assert known["YIWANG_DATA_KEYS"].startswith("o")


def test_the_outer_database_holds_the_counter_and_nothing_else(house: Two) -> None:
    code = (
        "from yiwang.config.cli.base import outer_house, room\n"
        "with outer_house():\n"
        "    found = room('config.outer')\n"
        "    print(found.strangers(), found.waiting_migrations())"
    )
    env = house.env | {"DJANGO_SETTINGS_MODULE": "yiwang.config.settings"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[] 0", done.stderr[-2000:]
    assert subprocess.run([*YIWANG, "migrate", "--outer"], cwd=ROOT, env=house.env, check=False).returncode == 0


def test_the_term_signal_leaves_nothing(house: Two) -> None:
    assert house.stop(signal.SIGTERM) == 0
    house.assert_nothing_left()
