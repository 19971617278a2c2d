"""One heavy piece of work in a process of its own: what it loads and needs is gone when it ends."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

import django

Row = Mapping[str, Any]
Work = Callable[[Iterator[Row]], bytes]
_NICENESS = 10
_TOLD = 2000
"""Signs of a failed process' last words that are passed on."""


class Failed(RuntimeError):
    """The process ended without an answer; its last words."""


def run(name: str, rows: Iterable[Row], *, seconds: float) -> bytes:
    """Hand rows to the function `package.module:function` in a fresh process, and have what it gives back.

    Rows go through a pipe as JSON lines, one by one, so that neither disk nor command line ever holds them. The process runs
    behind everybody else, on one core. Failed: it ended badly, or was not done after so many seconds.
    """
    env = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "YIWANG_DOOR": ""}
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as words:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-m", __name__, name], stdin=subprocess.PIPE, stdout=answer, stderr=words, env=env
        )
        try:
            _hand(process, rows)
            code = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise Failed(f"{name}: not done after {seconds:.0f} seconds") from error
        finally:
            process.kill()
            process.wait()
        if code:
            words.seek(0)
            raise Failed(f"{name}: {words.read().decode(errors='replace')[-_TOLD:]}")
        answer.seek(0)
        return answer.read()


def _hand(process: "subprocess.Popen[bytes]", rows: Iterable[Row]) -> None:
    """Write the rows; a process that ended early says why itself."""
    pipe = process.stdin
    if pipe is None:
        return
    try:
        with pipe:
            for row in rows:
                pipe.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    except BrokenPipeError:
        return


def named(name: str) -> Work:
    """The function that `package.module:function` names."""
    module, _, function = name.partition(":")
    found: Work = getattr(import_module(module), function)
    return found


def _main() -> None:
    os.nice(_NICENESS)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    django.setup()
    answer = named(sys.argv[1])(json.loads(line) for line in sys.stdin.buffer)
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    _main()
