"""Stories in a real browser: the whole demo is started once, on free ports and in a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import chromium
from tests.journeys.browsing import Demo, Reader

_READY_SECONDS = 180
_PORTS = 10
"""Of the doors and of all who play the other sides."""
WIDTHS = (1440, 390)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each story here is a journey; without a browser on the machine it is left out, and says so."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if not chromium.PROGRAM:
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine"))


def _free_ports() -> int:
    """The first of ten neighbouring ports that nobody listens on."""
    for port in range(8700, 9600, 10):
        with ExitStack() as held:
            try:
                for step in range(_PORTS):
                    held.enter_context(closing(socket.socket())).bind(("127.0.0.1", port + step))
            except OSError:
                continue
            return port
    raise RuntimeError("no ten free ports")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """`yiwang up --demo`, as anybody starts it."""
    folder, port = tmp_path_factory.mktemp("demo"), _free_ports()
    for path in (folder, *folder.parents):
        if path.is_relative_to(Path(os.environ.get("TMPDIR", "/tmp"))) and path.stat().st_uid == os.getuid():
            path.chmod(path.stat().st_mode | 0o011)  # the database's own user walks through
    env = {name: value for name, value in os.environ.items() if not name.startswith("YIWANG_")}
    for name in ("DATABASE_URL", "PORTAL_DATABASE_URL"):
        env.pop(name, None)
    env |= {"DATA_DIR": str(folder / "var"), "PORT": str(port), "PYTHONUNBUFFERED": "1", "YIWANG_QUIET_HOURS": ""}
    log = folder / "up.log"
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "yiwang.config.cli", "up", "--demo"], env=env, stdout=said, stderr=said
        )
    try:
        Demo.wait_until_ready(process, log, seconds=_READY_SECONDS)
        yield Demo(port, folder / "var")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all stories."""
    with chromium.opened() as started:
        yield started


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def reader(request: pytest.FixtureRequest, browser: Browser, demo: Demo) -> Iterator[Reader]:
    """A citizen at the portal, at both widths; every page they leave is looked at by axe."""
    yield from Reader.at(browser, demo, width=request.param)


@pytest.fixture
def phone_reader(browser: Browser, demo: Demo) -> Iterator[Reader]:
    """A citizen with a phone only."""
    yield from Reader.at(browser, demo, width=390)


@pytest.fixture
def plain_reader(browser: Browser, demo: Demo) -> Iterator[Reader]:
    """A citizen whose browser runs no script."""
    yield from Reader.at(browser, demo, width=390, scripts=False)
