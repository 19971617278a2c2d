"""Parts by themselves, without a database: they end when they should, whatever they are just doing."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.processes.test_up import YIWANG, Running, free_ports

pytestmark = [pytest.mark.fault, pytest.mark.timeout(120)]


@pytest.fixture
def nowhere(tmp_path: Path) -> Iterator[Running]:
    """Processes of ours whose database is not there."""
    one = Running(tmp_path / "data", free_ports())
    one.data.mkdir()
    one.log.touch()
    url = f"postgresql:///yiwang?host={tmp_path}&user=yiwang"
    one.env |= {"DATABASE_URL": url, "PORTAL_DATABASE_URL": url}
    yield one
    for pid in one.processes():
        os.kill(pid, signal.SIGKILL)


def run(house: Running, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([*YIWANG, *words], cwd=ROOT, env=house.env, stderr=subprocess.DEVNULL)


@pytest.mark.parametrize("after", [0.0, 0.3, 0.6, 1.0, 1.5, 2.5])
def test_a_door_ends_with_its_watcher_at_whatever_moment(nowhere: Running, after: float) -> None:
    """The one that serves is forked with its watcher's signal handlers, and loads for a second or two before it has its own."""
    watcher = run(nowhere, "serve", "portal")
    nowhere.until(lambda: len(nowhere.processes("serve portal")) > 1, 20, "two processes")
    time.sleep(after)
    watcher.kill()
    watcher.wait()
    nowhere.until(lambda: nowhere.processes() == [], 10, "nothing is left")


def test_a_worker_that_waits_for_the_database_can_be_stopped(nowhere: Running) -> None:
    worker = run(nowhere, "work")
    time.sleep(4)
    assert worker.poll() is None, "it waits"
    worker.terminate()
    worker.wait(10)
