"""One demo for all of them: `test_up` comes first and makes it from nothing, the others find it as kill -9 has left it."""

from pathlib import Path

import pytest

from tests.processes.test_up import Running, free_ports


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever else runs, it runs after."""
    items.sort(key=lambda item: item.path != Path(__file__).with_name("test_up.py"))


@pytest.fixture(scope="session")
def nothing_yet(tmp_path_factory: pytest.TempPathFactory) -> Running:
    """Ports and a data folder in which nothing stands yet."""
    return Running(tmp_path_factory.mktemp("up") / "data", free_ports())


@pytest.fixture(scope="session")
def laid(nothing_yet: Running) -> Path:
    """The data folder with the demo in it; where `test_up` has not run, it is set up now."""
    if not (nothing_yet.data / "secrets.json").exists():
        done = nothing_yet.command("setup", "--demo")
        assert done.returncode == 0, done.stdout + done.stderr
    return nothing_yet.data
