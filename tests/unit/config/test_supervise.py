"""Watching processes: in order, restarted, given up on, and never left behind."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from yiwang.config import supervise
from yiwang.config.supervise import Child, UpTrouble, Watch, require_free

ENV = {"PATH": os.environ["PATH"]}


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    monkeypatch.setattr(supervise, "_FIRST_PAUSE", 0.02)
    monkeypatch.setattr(supervise, "_LOOK_SECONDS", 0.02)
    one = Watch(say=lambda *_: None)
    yield one
    one.stop()


def child(code: str, log: Path | None = None, **more: int) -> Child:
    return Child(name="sample", words=[sys.executable, "-c", code], env=ENV, log=log, **more)


def test_what_dies_is_started_again(watch: Watch, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    code = f"import time; open({str(marks)!r}, 'a').write('x'); time.sleep(0 if len(open({str(marks)!r}).read()) < 3 else 60)"
    watch.start([child(code, tmp_path / "log")])
    assert watch.until(lambda: marks.exists() and len(marks.read_text()) == 3, seconds=20)
    assert watch.children[0].alive()


def test_a_crash_loop_is_given_up_with_its_last_words(watch: Watch, tmp_path: Path) -> None:
    watch.start([child("import sys; sys.exit('the reason why')", tmp_path / "log")])
    with pytest.raises(UpTrouble, match="sample 反复退出") as caught:
        watch.until(lambda: False, seconds=30)
    assert "the reason why" in str(caught.value)


def test_a_long_life_forgives_earlier_deaths(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "_STEADY_SECONDS", -1.0)
    watch.start([child("pass")])
    until = time.monotonic() + 1.5
    watch.until(lambda: time.monotonic() > until, seconds=10)
    assert watch.children[0].deaths == 1


def test_never_ready_says_so(watch: Watch) -> None:
    watch.start([child("import time; time.sleep(60)")])
    with pytest.raises(UpTrouble, match="没有就绪"):
        watch.until(lambda: False, seconds=0.1)


def test_stopping_follows_the_order(watch: Watch, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    code = (
        "import signal, sys, time\n"
        "def end(*_):\n    open({path!r}, 'a').write('{name} '); sys.exit()\n"
        "signal.signal(signal.SIGTERM, end); open({path!r} + '{name}', 'w'); time.sleep(60)"
    )
    for name, order in (("last", 2), ("first", 0), ("middle", 1)):
        watch.start([child(code.format(path=str(marks), name=name), order=order)])
    assert watch.until(lambda: len(list(tmp_path.glob("marks?*"))) == 3, seconds=20)
    watch.stop()
    assert marks.read_text().split() == ["first", "middle", "last"]


def test_what_hangs_is_killed(watch: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "_STOP_SECONDS", 0.3)
    ready = tmp_path / "ready"
    code = (
        f"import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open({str(ready)!r}, 'w'); time.sleep(60)"
    )
    watch.start([child(code)])
    assert watch.until(ready.exists, seconds=20)
    process = watch.children[0].process
    watch.stop()
    assert process and process.returncode == -9


def test_a_childs_death_follows_its_parents(tmp_path: Path) -> None:
    """kill -9 of the one who watches: the kernel ends the children."""
    pid_file = tmp_path / "pid"
    code = (
        "import os, signal, sys, time\n"
        "from yiwang.config.supervise import Child\n"
        "one = Child(name='x', words=['sleep', '60'], env={'PATH': os.environ['PATH']})\n"
        f"one.start(); time.sleep(0.3); open({str(pid_file)!r}, 'w').write(str(one.process.pid))\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", code])
    pid, until = int(pid_file.read_text()), time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()


def test_run_to_end(watch: Watch) -> None:
    assert watch.run_to_end(child("pass"))
    assert not watch.run_to_end(child("raise SystemExit(3)"))
    watch.stopping = True
    assert not watch.run_to_end(child("import time; time.sleep(60)"))


def test_a_taken_port_is_named_before_anything_starts() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UpTrouble, match=rf"{port}（portal）已被占用"):
            require_free("127.0.0.1", {"portal": port})
    require_free("127.0.0.1", {"portal": port})
