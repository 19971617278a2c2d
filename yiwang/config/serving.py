"""One web door in one process group: granian with a bounded number of threads, and nothing left when its parent dies."""

import ctypes
import os
import shutil
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.net import SocketSpec  # type: ignore[attr-defined]  # under its own name in its typing
from granian.server.mp import MPServer

from yiwang.config import logs
from yiwang.config.heap import set_apart

_PR_SET_PDEATHSIG = 1
_M_ARENA_MAX = -8
_PARENT = "YIWANG_PARENT"
_ACCEPT_BACKLOG = 1024
_GRACE_SECONDS = 10
_AHEAD = 1
"""Requests that a process of a door with one queue takes beyond those its threads are at: read when a thread is free."""
_HEAD_MS = 5_000
"""How long such a door waits for a request's head; each connection holds one of few places."""
_COUNTERS = "PROMETHEUS_MULTIPROC_DIR"
"""The library's own name; read by `kit.metrics`."""


def end_with_parent() -> None:
    """Ask the kernel for SIGTERM when the parent dies: granian's worker must not keep the port after a kill -9.

    Until granian has set the worker's own handlers, those of its parent stand here by the fork, and would swallow it.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if str(os.getppid()) != os.environ.get(_PARENT):
        raise SystemExit("the parent died while this process was starting")


def share_counters(data_dir: Path) -> None:
    """Let the processes of this data folder read each other's counters; before anything that counts is loaded."""
    folder = Path(os.environ.setdefault(_COUNTERS, str(data_dir.resolve() / "metrics")))
    folder.mkdir(parents=True, exist_ok=True)


def forget_counters(data_dir: Path) -> None:
    """A new run of the whole house begins at nought: files of processes that ended would be added up for ever."""
    shutil.rmtree(data_dir.resolve() / "metrics", ignore_errors=True)


def share_one_heap() -> None:
    """Let all threads of this process take memory from one heap: glibc opens one for each, and what one has freed no other uses.

    Measured on an API process of four threads: 228 MiB with the usual heaps, 217 with one. Threads of one interpreter take turns
    anyway. Where the C library is another there is nothing to set.
    """
    with suppress(AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def load(target: str) -> Callable[..., Any]:
    """Run in granian's worker process: `package.module:name` becomes the WSGI application."""
    end_with_parent()
    share_one_heap()
    logs.set_up(process=os.environ.get("YIWANG_DOOR", "web"))
    module, _, name = target.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    set_apart()
    return found


class _OneQueue(MPServer):
    """Processes that take their connections from one queue, first come first served.

    On Linux granian lets each process listen on a socket of its own, and the kernel deals connections out by their hash:
    six wait at one process while the other has two. Here the parent opens the socket and all listen on it.
    """

    def _init_shared_socket(self) -> None:
        held: Any = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._shd, self._sso = held, socket.socket(fileno=held.get_fd())
        self._sso.set_inheritable(True)
        self._ssp = None


def serve(target: str, *, host: str, port: int, threads: int, workers: int = 1, one_queue: bool = False) -> None:
    """Serve a WSGI application until SIGTERM or SIGINT; requests under way are finished first.

    `threads` is at most the size of the database pool, so that no request waits for a connection while holding a thread.
    `one_queue`: a connection carries one request, and a process takes no more than it can soon answer, so that whoever came
    first is served first whichever process is free. For callers that are machines; people's browsers keep their connections.
    """
    os.environ[_PARENT] = str(os.getpid())
    chosen: dict[str, Any] = {}
    if one_queue:
        chosen["backpressure"] = threads + _AHEAD
        chosen["http1_settings"] = HTTP1Settings(keep_alive=False, header_read_timeout=_HEAD_MS)
    (_OneQueue if one_queue else MPServer)(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backlog=_ACCEPT_BACKLOG,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=_GRACE_SECONDS,
        **chosen,
    ).serve(target_loader=load)
