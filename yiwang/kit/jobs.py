"""Background work: declared once by name, enqueued in the transaction that wants it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from yiwang.kit import work

F = TypeVar("F", bound=Callable[..., Any])
LONG = "long"
"""The queue of jobs that may take minutes where a city has a million files: they have one of the worker's hands to themselves, so
that no citizen's page and no message waits behind a recount.
"""
QUEUES = ("default", "intake")
"""What everybody waits for."""
_WAIT_BASE = 3
"""Seconds between the tries of a failing job: 3, 9, 27, 81, 243; a gateway or a database that restarts is back by then."""


_polled: dict[str, float] = {}


def polled() -> dict[str, float]:
    """Jobs that look for their own work, with the seconds between two looks."""
    return dict(_polled)


def job(name: str, *, queue: str = "default", retry: int = 5, every: str = "", poll: float = 0) -> Callable[[F], F]:
    """Declare a job `room.job`. `every`: a cron line; the job then takes `timestamp`. Jobs run twice must change nothing.

    `poll`: the worker runs it so many seconds after its last run, unasked. For work whose rows say themselves that they wait:
    then a command need not wake anybody, which PostgreSQL lets one commit do at a time.
    """

    def declare(run: F) -> F:
        if poll:
            _polled[name] = poll
        again = RetryStrategy(max_attempts=retry, exponential_wait=_WAIT_BASE)
        task = app.task(name=name, queue=queue, retry=again, queueing_lock=name if every else None)(run)
        if every:
            app.periodic(cron=every)(task)
        return run

    return declare


def enqueue(name: str, *, at: datetime | None = None, **arguments: Any) -> None:
    """Ask for a job by name. Inside a command it is written at the end, and equal requests are written once."""
    row = (name, at, tuple(sorted(arguments.items())))
    if row not in work.buffered("jobs"):
        work.buffer("jobs", row)


@work.flusher("jobs", order=90)
def _defer(rows: list[tuple[str, datetime | None, tuple[tuple[str, Any], ...]]]) -> None:
    """One statement for all of them."""
    wanted = [app.configure_task(name, schedule_at=at).make_new_job(**dict(arguments)) for name, at, arguments in rows]
    app.job_manager.batch_defer_jobs(jobs=wanted)
