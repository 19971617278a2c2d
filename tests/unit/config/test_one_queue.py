"""A door with one queue: processes share what waits evenly, a connection carries one request, and a kill leaves nothing."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any

import pytest

from benchmarks.harness import free_port

_DOOR = """
import sys
from yiwang.config import serving
serving.serve("{module}:answer", host="127.0.0.1", port={port}, threads=1, workers=2, one_queue=True)
"""


def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    time.sleep(0.1)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]


@pytest.fixture
def door() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    words = _DOOR.format(module=__name__, port=port)
    child = subprocess.Popen([sys.executable, "-c", words], start_new_session=True)
    until = time.monotonic() + 20
    while not _is_open(port):
        assert time.monotonic() < until, "the door did not open"
        time.sleep(0.05)
    yield child, port
    child.kill()
    child.wait()


def _ask(port: int) -> tuple[str, str]:
    line = HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("GET", "/")
    said = line.getresponse()
    return said.read().decode(), said.headers["Connection"] or ""


def _is_open(port: int) -> bool:
    try:
        return bool(_ask(port))
    except OSError:
        return False


def test_what_waits_is_shared_evenly_and_a_killed_door_leaves_its_port(
    door: tuple[subprocess.Popen[bytes], int],
) -> None:
    child, port = door
    _both_answer(port)
    with ThreadPoolExecutor(4) as pool:
        for _ in range(4):
            said = list(pool.map(lambda _: _ask(port), range(4)))
            assert sorted(Counter(pid for pid, _ in said).values()) == [2, 2]
            assert {kept for _, kept in said} == {"close"}
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    until = time.monotonic() + 10
    while _is_open(port):
        assert time.monotonic() < until, "a process kept the port"
        time.sleep(0.05)


def _both_answer(port: int) -> None:
    """Both processes are there: either may start later than the other."""
    with ThreadPoolExecutor(4) as pool:
        until = time.monotonic() + 20
        while len({pid for pid, _ in pool.map(lambda _: _ask(port), range(4))}) < 2:
            assert time.monotonic() < until, "the second process did not start"
