"""`yiwang up --demo` as a newcomer runs it: ready, killed piece by piece, stopped, started again, and nothing left behind."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT

pytestmark = [pytest.mark.fault, pytest.mark.timeout(280)]
FIRST_SECONDS, AGAIN_SECONDS, MEND_SECONDS = 150.0, 60.0, 45.0
PORTS = 10
YIWANG = [sys.executable, "-m", "yiwang.config.cli"]


class Running:
    """One `up` on its own folder and ports."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        keep = {
            name: value for name, value in os.environ.items() if not name.startswith(("YIWANG_", "DATABASE", "PORTAL_"))
        }
        self.env = {**keep, "DATA_DIR": str(data), "PORT": str(port)}
        self.log = data.parent / "up.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, seconds: float) -> float:
        """Seconds until the line that begins with `ready`."""
        began = time.monotonic()
        with self.log.open("wb") as out:
            self.process = subprocess.Popen([*YIWANG, "up", "--demo"], cwd=ROOT, env=self.env, stdout=out, stderr=out)
        self.until(lambda: "\nready " in self.said() or not self.alive(), seconds, "ready")
        assert self.alive(), self.said()[-4000:]
        return time.monotonic() - began

    def said(self) -> str:
        return "\n" + self.log.read_text(errors="replace")

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def until(self, reached: Callable[[], bool], seconds: float, what: str) -> None:
        late = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < late, f"not in {seconds:.0f} s: {what}\n{self.said()[-4000:]}"
            time.sleep(0.1)

    def answers(self, step: int) -> bool:
        link = http.client.HTTPConnection("127.0.0.1", self.port + step, timeout=10)
        try:
            link.request("GET", "/")
            return link.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            link.close()

    def processes(self, word: str = "") -> list[int]:
        """What runs on this folder: named in its environment, its command line or as its working folder."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if not entry.name.isdigit() or int(entry.name) == os.getpid():
                    continue
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                ours = (
                    f"DATA_DIR={self.data}\0" in (entry / "environ").read_text(errors="replace")
                    or str(self.data) in words
                )
                if (ours or str((entry / "cwd").resolve()).startswith(str(self.data))) and word in words:
                    found.append(int(entry.name))
            except OSError:
                continue
        return sorted(found)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*YIWANG, *words], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)

    def stop(self, sign: signal.Signals) -> int:
        assert self.process
        self.process.send_signal(sign)
        return self.process.wait(60)

    def assert_nothing_left(self) -> None:
        self.until(lambda: self.processes() == [], 20, f"processes left: {self.processes()}")
        left = [*self.data.rglob("*.pid"), *self.data.rglob(".s.PGSQL*"), *self.data.rglob("*.sock")]
        assert left == []
        for step in range(PORTS):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", self.port + step))


def free_ports() -> int:
    """The first of as many neighbouring free ports as a demo takes."""
    for port in range(18000 + os.getpid() % 500 * 20, 30000, 10):
        try:
            for step in range(PORTS):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port + step))
        except OSError:
            continue
        return port
    raise AssertionError("no free ports")


@pytest.fixture(scope="module")
def house(nothing_yet: Running) -> Iterator[Running]:
    yield nothing_yet
    if nothing_yet.alive():
        nothing_yet.stop(signal.SIGKILL)


def test_from_nothing_to_ready(house: Running) -> None:
    house.start(seconds=FIRST_SECONDS)
    said = house.said()
    for step in range(3):
        assert f"http://localhost:{house.port + step}/" in said
        assert house.answers(step)
    logins = re.findall(r"^    (\S+)（\S+）  (\S+)  (\S+)$", said, re.M)
    assert len(logins) >= 5, said
    assert house.command("doctor").returncode == 0


def test_commands_share_the_running_server(house: Running) -> None:
    for words in (("record", "verify"), ("clocks", "verify")):
        done = house.command(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.startswith("ok")


def test_a_second_up_on_the_same_ports_says_so(house: Running) -> None:
    done = house.command("up", "--demo")
    assert done.returncode == 1
    assert f"{house.port}（portal）已被占用" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("words", "step"), [("serve portal", 0), ("serve workbench", 1)])
def test_a_killed_door_opens_again(house: Running, words: str, step: int) -> None:
    """Both the process that listens and the one that watches it."""
    for which in (0, -1):
        os.kill(house.processes(words)[which], signal.SIGKILL)
        time.sleep(0.5)
        house.until(lambda: house.answers(step), MEND_SECONDS, f"{words} answers again")


def test_a_killed_worker_is_replaced(house: Running) -> None:
    (before,) = house.processes("cli work")
    os.kill(before, signal.SIGKILL)
    house.until(lambda: house.processes("cli work") not in ([], [before]), MEND_SECONDS, "a new worker")


def test_a_killed_database_comes_back(house: Running) -> None:
    postmaster = int((house.data / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    house.until(lambda: house.answers(0) and house.answers(1), MEND_SECONDS, "doors after the database")
    assert house.command("record", "verify").returncode == 0


def test_ctrl_c_leaves_nothing(house: Running) -> None:
    """The other signal: see `test_two_networks`."""
    assert house.stop(signal.SIGINT) == 0
    house.assert_nothing_left()


def test_a_second_start_is_quick_and_keeps_the_data(house: Running) -> None:
    secrets = (house.data / "secrets.json").read_text()
    house.start(seconds=AGAIN_SECONDS)
    assert (house.data / "secrets.json").read_text() == secrets


def test_kill_9_leaves_nothing_either(house: Running) -> None:
    house.stop(signal.SIGKILL)
    house.assert_nothing_left()
