"""The @command guard and the buffers that its end flushes once."""

import functools
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.db import connection, transaction

from yiwang.kit.errors import NothingRecorded

P = ParamSpec("P")
T = TypeVar("T")
Flusher = Callable[[list[Any]], None]


@dataclass
class Work:
    """One outermost command: what it will write at its end, and whether it recorded anything."""

    buffers: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[str, Any] = field(default_factory=dict)
    recorded: bool = False
    is_aside: bool = False
    is_ending: bool = False
    endings: list[Callable[[], None]] = field(default_factory=list)


@dataclass(frozen=True)
class _Unchanged(Generic[T]):
    value: T


_work: ContextVar[Work | None] = ContextVar("work", default=None)
_flushers: dict[str, tuple[int, Flusher]] = {}
_before_reads: set[str] = set()


def flusher(name: str, *, order: int, before_reads: bool = False) -> Callable[[Flusher], Flusher]:
    """Register how the rows buffered under `name` are written; lower orders go first.

    `before_reads`: they are also written before any other statement of the command, so that it sees them.
    """

    def register(write: Flusher) -> Flusher:
        _flushers[name] = (order, write)
        if before_reads:
            _before_reads.add(name)
        return write

    return register


def buffer(name: str, row: Any) -> None:
    """Keep a row until the outermost command ends; outside of one, write it now."""
    work = _work.get()
    if work is None:
        _flushers[name][1]([row])
    else:
        work.buffers[name].append(row)


def buffered(name: str) -> list[Any]:
    """The rows waiting under `name` (empty outside of a command)."""
    work = _work.get()
    return work.buffers[name] if work else []


def take(name: str) -> list[Any]:
    """The rows waiting under `name`, which wait no longer."""
    work = _work.get()
    return work.buffers.pop(name, []) if work else []


def note(name: str, make: Callable[[], T]) -> T:
    """What a room keeps under this name for as long as the outermost command lasts; outside of one a fresh thing."""
    work = _work.get()
    if work is None:
        return make()
    if name not in work.notes:
        work.notes[name] = make()
    return cast(T, work.notes[name])


def at_end(act: Callable[[], None]) -> None:
    """Do this when the outermost command has been committed or rolled back; outside of one there is nothing to wait for."""
    if work := _work.get():
        work.endings.append(act)


def mark_recorded() -> None:
    """An event was written: the command may end."""
    if work := _work.get():
        work.recorded = True


def unchanged(value: T) -> T:
    """The one way to end a command without an event: it was already so."""
    return cast(T, _Unchanged(value))


def _flush(work: Work) -> None:
    while any(work.buffers.values()):
        for name, (_, write) in sorted(_flushers.items(), key=lambda item: item[1][0]):
            rows = work.buffers.pop(name, [])
            if rows:
                work.is_ending = not any(work.buffers.values())
                write(rows)


def is_ending() -> bool:
    """Whether a flusher writes the very last that the outermost command has to write: after it there is only the commit."""
    work = _work.get()
    return work is not None and work.is_ending and not any(work.buffers.values())


@contextmanager
def aside() -> Iterator[None]:
    """Statements that read nothing a command could have written (a sequence): they need not wait for its rows."""
    work = _work.get() or Work()
    before, work.is_aside = work.is_aside, True
    try:
        yield
    finally:
        work.is_aside = before


def _in_turn(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Around every statement of a command: what must be seen by it is written first."""
    work = _work.get()
    for name in _before_reads if work and not work.is_aside else ():
        if rows := work.buffers.pop(name, None):  # type: ignore[union-attr]
            if str(sql).startswith("ROLLBACK TO SAVEPOINT"):
                continue  # they came after the savepoint, for that too was a statement
            _flushers[name][1](rows)
    return execute(sql, params, many, context)


@contextmanager
def _opened() -> Iterator[Work]:
    work = Work()
    try:
        with transaction.atomic(), connection.execute_wrapper(_in_turn):
            token = _work.set(work)
            try:
                yield work
                _flush(work)
            finally:
                _work.reset(token)
    finally:
        for act in work.endings:
            act()


def command(act: Callable[P, T]) -> Callable[P, T]:
    """A write: keyword-only, `by` first, one transaction, and never without an event.

    A command inside a command joins its transaction. Ending without a `record.write` raises `NothingRecorded` and rolls
    back, unless the command returns `unchanged(...)`.
    """
    parameters = list(inspect.signature(act).parameters.values())
    if (
        not parameters
        or parameters[0].name != "by"
        or any(p.kind not in (p.KEYWORD_ONLY, p.VAR_KEYWORD) for p in parameters)
    ):
        raise TypeError(f"{act.__qualname__}: a command takes keyword-only arguments, `by` first")

    @functools.wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if args:
            raise TypeError(f"{act.__qualname__}: give every argument by name")
        if _work.get() is not None:
            result = act(**kwargs)  # type: ignore[call-arg]
            return result.value if isinstance(result, _Unchanged) else result
        with _opened() as work:
            result = act(**kwargs)  # type: ignore[call-arg]
            if isinstance(result, _Unchanged):
                return cast(T, result.value)
            if not work.recorded:
                raise NothingRecorded(act.__qualname__)
            return result

    run.is_command = True  # type: ignore[attr-defined]
    return run


def border_command(act: Callable[P, T]) -> Callable[P, T]:
    """A write on the public side of the border, where no record can be reached (ADR 2).

    As `command`, but without an event: it leaves a draft or an envelope, and the envelope becomes an event when the inner
    side takes it in.
    """
    inner = command(act)

    @functools.wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if args or _work.get() is not None:
            return inner(*args, **kwargs)
        with _opened():
            return inner(**kwargs)  # type: ignore[call-arg]

    run.is_command = True  # type: ignore[attr-defined]
    return run


def must_stand_alone() -> None:
    """RuntimeError inside a command or another transaction: what is said to the world cannot be rolled back."""
    with transaction.atomic(durable=True):
        return
