"""Batches survive kill -9: of each clock that is due is told once, and each person served is drawn and asked about once."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from yiwang.config import postgres

pytestmark = [pytest.mark.fault, pytest.mark.timeout(300)]
MANY = 3000
"""Of each, as `batches` makes them."""


@pytest.fixture
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """The environment of processes on a city of their own, with every fsync on."""
    data: Path = tmp_path_factory.mktemp("batches") / "data"
    for folder in (data.parent, data.parent.parent):
        folder.chmod(0o755)
    with postgres.running(data, own=True) as server:
        env = os.environ | {
            "DATABASE_URL": server.url, "PORTAL_DATABASE_URL": server.portal_url, "DATA_DIR": str(data), "YIWANG_DEMO": "1",
            "YIWANG_DEMO_APPEALS": "0", "DJANGO_SETTINGS_MODULE": "yiwang.config.settings",
        }  # fmt: skip
        subprocess.run([sys.executable, "-m", "yiwang.config.cli", "setup", "--demo"], cwd=ROOT, env=env, check=True)
        yield env


def _words(what: str) -> list[str]:
    return [sys.executable, "-m", "tests.faults.batches", what]


def test_killed_in_the_middle_again_and_again_nothing_is_done_twice_and_nothing_left(inside: Mapping[str, str]) -> None:
    subprocess.run(_words("make"), cwd=ROOT, env=inside, check=True)
    killed = 0
    for after in (0.2, 0.5, 0.9, 1.4, 2.0, 2.6):
        child = subprocess.Popen(_words("work"), cwd=ROOT, env=inside)
        time.sleep(2.0 + after)  # it loads for about two seconds
        if child.poll() is None:
            os.kill(child.pid, signal.SIGKILL)
            killed += 1
        child.wait()
    subprocess.run(_words("work"), cwd=ROOT, env=inside, check=True)
    said = subprocess.run(_words("count"), cwd=ROOT, env=inside, check=True, capture_output=True, text=True).stdout
    left = json.loads(said.splitlines()[-1])
    assert killed
    assert (left["clocks"], left["told"], left["things_told"]) == (MANY, MANY, MANY)
    assert (left["waiting"], left["drawn"], left["asks"], left["asked_about"]) == (0, MANY, MANY, MANY)
    assert left["findings"] == 0
