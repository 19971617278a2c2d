"""The whole product on one machine: database, doors, worker; started in order, watched, and stopped without a trace."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

_STOP_SECONDS = 20.0
_LOOK_SECONDS = 0.2
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 15.0
_STEADY_SECONDS = 20.0
"""A child that lived this long was well: its next death counts as the first."""
_MOST_DEATHS = 6
"""So many deaths in a row, each soon after the start, are a loop that no restart mends."""


class UpTrouble(Exception):
    """The product cannot run; the message says why and how to mend it."""


@dataclass
class Child:
    """One process of the product, under its name. `order`: lower ones are stopped first."""

    name: str
    words: Sequence[str]
    env: Mapping[str, str]
    log: Path | None = None
    order: int = 0
    pass_fds: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    deaths: int = 0
    due: float = 0.0

    def start(self) -> None:
        """Start it so that the kernel ends it with us, and Ctrl-C reaches us alone."""
        with _log(self.log) as out:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "--", *self.words],
                env=dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                pass_fds=self.pass_fds,
            )
        self.born = time.monotonic()

    def alive(self) -> bool:
        """True while the process runs."""
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        """SIGTERM, once."""
        if self.alive() and self.process:
            self.process.terminate()

    def end(self) -> None:
        """Wait for it; its whole group is killed where it hangs."""
        if not self.process:
            return
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def tail(self) -> str:
        """The end of its log, for the message of a crash loop."""
        return self.log.read_text(errors="replace")[-1500:].strip() if self.log and self.log.exists() else ""


@contextmanager
def _log(path: Path | None) -> Iterator[int | None]:
    """A child's log file, or our own standard error."""
    if path is None:
        yield sys.stderr.fileno()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as out:
        yield out.fileno()


@dataclass
class Watch:
    """The watching: restarts what died, with growing pauses, until it is told to stop or a crash loop ends it."""

    say: Callable[[str, str], None]
    children: list[Child] = field(default_factory=list)
    stopping: bool = False

    def listen(self) -> None:
        """SIGINT, SIGTERM and SIGHUP ask for the stop."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._asked)

    def _asked(self, _: int, __: FrameType | None) -> None:
        self.stopping = True

    def run_to_end(self, child: Child) -> bool:
        """Run a child that does one thing; False when it failed or we were told to stop meanwhile."""
        child.start()
        while child.alive() and not self.stopping:
            time.sleep(_LOOK_SECONDS / 4)
        done = child.process is not None and child.process.poll() == 0
        child.ask_to_stop()
        child.end()
        return done

    def start(self, children: Sequence[Child]) -> None:
        """Start them all at once."""
        for child in children:
            self.children.append(child)
            child.start()

    def until(self, reached: Callable[[], bool], *, seconds: float) -> bool:
        """Watch until something is so; False when told to stop. Raises `UpTrouble` after `seconds`."""
        late = time.monotonic() + seconds
        while not self.stopping:
            if reached():
                return True
            if time.monotonic() > late:
                raise UpTrouble(f"{seconds:.0f} 秒内没有就绪；请看日志 · not ready in time, see the logs")
            self.look()
            time.sleep(_LOOK_SECONDS)
        return False

    def forever(self, also: Callable[[], None]) -> None:
        """Watch until told to stop."""
        while not self.stopping:
            also()
            self.look()
            time.sleep(_LOOK_SECONDS)

    def look(self) -> None:
        """One round: bury the dead, start again whose pause is over."""
        for child in self.children:
            if child.process is not None and not child.alive():
                self._bury(child)
            if child.process is None and time.monotonic() >= child.due:
                child.start()

    def _bury(self, child: Child) -> None:
        code = child.process.returncode if child.process else 0
        child.deaths = 1 if time.monotonic() - child.born > _STEADY_SECONDS else child.deaths + 1
        if child.deaths > _MOST_DEATHS:
            raise UpTrouble(
                f"{child.name} 反复退出（{code}），已停止 · {child.name} keeps dying ({code}), giving up\n{child.tail()}"
            )
        pause = min(_FIRST_PAUSE * 2 ** (child.deaths - 1), _LONGEST_PAUSE)
        child.process, child.due = None, time.monotonic() + pause
        self.say(
            f"{child.name} 退出（{code}），{pause:g} 秒后重启", f"{child.name} ended ({code}), restart in {pause:g} s"
        )

    def stop(self) -> None:
        """Stop in order: first the doors, so that nobody is cut off half-way behind them."""
        for order in sorted({child.order for child in self.children}):
            group = [child for child in self.children if child.order == order]
            for child in group:
                child.ask_to_stop()
            for child in group:
                child.end()
        self.children.clear()


def require_free(host: str, ports: Mapping[str, int]) -> None:
    """Say which port is taken before anything is started."""
    for name, port in ports.items():
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise UpTrouble(
                    f"端口 {port}（{name}）已被占用；请停掉占用它的程序，或换一个：PORT={port + 1000}"
                    f" · port {port} ({name}) is in use; stop what holds it or set PORT"
                ) from error
