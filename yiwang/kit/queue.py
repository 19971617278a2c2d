"""How the job queue is doing: what waits, since when, what failed, and when a periodic job last ended."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

_STATE = """
SELECT count(*) FILTER (WHERE j.status = 'todo'),
       coalesce(extract(epoch FROM now() - min(greatest(e.at, j.scheduled_at)) FILTER (WHERE j.status = 'todo')), 0),
       count(*) FILTER (WHERE j.status = 'doing'),
       count(*) FILTER (WHERE j.status = 'failed')
FROM procrastinate_jobs j LEFT JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
WHERE j.status IN ('todo', 'doing', 'failed') AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())
"""
_HEARTBEAT = "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"
_FAILED = """
SELECT j.id, j.task_name, j.attempts, max(e.at) FROM procrastinate_jobs j
LEFT JOIN procrastinate_events e ON e.job_id = j.id
WHERE j.status = 'failed' GROUP BY j.id ORDER BY j.id DESC LIMIT %s
"""
_PERIODIC = """
SELECT extract(epoch FROM now()) - max(defer_timestamp), bool_or(job_id IS NOT NULL)
FROM procrastinate_periodic_defers WHERE task_name = %s
"""


@dataclass(frozen=True, kw_only=True)
class QueueState:
    """Jobs that are due. `oldest_seconds`: how long the oldest has waited; `worker_seconds`: since a worker's last sign."""

    waiting: int
    oldest_seconds: int
    doing: int
    failed: int
    worker_seconds: int | None


@dataclass(frozen=True, kw_only=True)
class FailedJob:
    """A job that was given up after its last try; its arguments stay out, they may name a file."""

    id: int
    name: str
    attempts: int
    at: datetime | None


def state() -> QueueState:
    """The queue in figures: two statements."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        waiting, oldest, doing, failed = cursor.fetchone()
        cursor.execute(_HEARTBEAT)
        (silent,) = cursor.fetchone()
    seconds = None if silent is None else max(0, int(silent))
    return QueueState(
        waiting=waiting, oldest_seconds=max(0, int(oldest)), doing=doing, failed=failed, worker_seconds=seconds
    )


def failed(*, limit: int = 20) -> list[FailedJob]:
    """The jobs that were given up, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_FAILED, [limit])
        return [FailedJob(id=key, name=name, attempts=tries, at=at) for key, name, tries, at in cursor.fetchall()]


def seconds_since(*, job: str) -> int | None:
    """Seconds since a job of every minute was last due and done; a due one that still waits counts from the one before it.

    None: it never ran here.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PERIODIC, [job])
        age, is_waiting = cursor.fetchone()
    return None if age is None else int(age) + (60 if is_waiting else 0)
