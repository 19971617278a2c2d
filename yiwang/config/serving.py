"""One web door in one process group: granian with a bounded number of threads, and nothing left when its parent dies."""

import ctypes
import os
import shutil
import signal
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from yiwang.config import logs

_PR_SET_PDEATHSIG = 1
_PARENT = "YIWANG_PARENT"
_ACCEPT_BACKLOG = 1024
_GRACE_SECONDS = 10
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


def load(target: str) -> Callable[..., Any]:
    """Run in granian's worker process: `package.module:name` becomes the WSGI application."""
    end_with_parent()
    logs.set_up(process=os.environ.get("YIWANG_DOOR", "web"))
    module, _, name = target.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def serve(target: str, *, host: str, port: int, threads: int, workers: int = 1) -> None:
    """Serve a WSGI application until SIGTERM or SIGINT; requests under way are finished first.

    `threads` is at most the size of the database pool, so that no request waits for a connection while holding a thread.
    """
    os.environ[_PARENT] = str(os.getpid())
    Server(
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
    ).serve(target_loader=load)
