"""The worker on a real database: woken by a notification, taking up what a dead one left, with Django's own transaction."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django import app

from tests.house.tree import ROOT
from yiwang.config import worker
from yiwang.kit import jobs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]


@pytest.fixture(autouse=True)
def empty_queue() -> None:
    """The queue's tables are not Django's to flush."""
    for table in (
        "procrastinate_periodic_defers",
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_workers",
    ):
        rows(f"DELETE FROM {table}")


def address() -> str:
    given = connection.settings_dict
    return psycopg.conninfo.make_conninfo(
        dbname=given["NAME"], user=given["USER"], host=given["HOST"], password=given["PASSWORD"], port=given["PORT"]
    )


def rows(statement: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def until(reached: Callable[[], bool], seconds: float = 30) -> None:
    late = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < late, rows("SELECT task_name, status, attempts FROM procrastinate_jobs")
        time.sleep(0.05)


@pytest.fixture
def process() -> Iterator["subprocess.Popen[bytes]"]:
    """A worker process on this test's database."""
    url = address()
    one = subprocess.Popen(
        [sys.executable, "-m", "yiwang.config.cli", "work"], cwd=ROOT, env={**os.environ, "DATABASE_URL": url}
    )
    yield one
    one.kill()
    one.wait()


def test_jobs_are_done_and_the_end_is_graceful(process: "subprocess.Popen[bytes]") -> None:
    jobs.enqueue("messaging.drain")
    until(lambda: rows("SELECT 1 FROM procrastinate_workers") != [])
    until(lambda: rows("SELECT 1 FROM procrastinate_jobs WHERE task_name = 'messaging.drain'") == [])
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert rows("SELECT 1 FROM procrastinate_workers") == []


def test_no_long_job_holds_up_the_others(process: "subprocess.Popen[bytes]") -> None:
    """Nor does a queue exist that nobody serves."""
    assert {task.queue for task in app.tasks.values()} <= {*jobs.QUEUES, jobs.LONG, "builtin"}
    long = "SELECT status::text FROM procrastinate_jobs WHERE task_name = 'trials.run'"
    with psycopg.connect(address()) as other:
        other.execute("LOCK TABLE trials_trial")
        for trial in range(3):
            jobs.enqueue("trials.run", trial_id=trial)
        until(lambda: ("doing",) in rows(long))
        jobs.enqueue("messaging.drain")
        until(lambda: rows("SELECT 1 FROM procrastinate_jobs WHERE task_name = 'messaging.drain'") == [])
        assert sorted(rows(long)) == [("doing",), ("todo",), ("todo",)]


def test_jobs_that_look_for_their_work_find_it_unasked(process: "subprocess.Popen[bytes]") -> None:
    """A note about a file that is not there: it is tried, and put off, so its moment moves."""
    rows("INSERT INTO counter_renewal (case_id, due_at) VALUES (-1, now())")
    until(lambda: rows("SELECT 1 FROM counter_renewal WHERE due_at > now() + interval '30 seconds'") != [])


def test_what_a_dead_worker_was_doing_is_done(process: "subprocess.Popen[bytes]") -> None:
    jobs.enqueue("messaging.drain")
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id)"
            " UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM dead)"
        )
    until(lambda: rows("SELECT 1 FROM procrastinate_jobs WHERE task_name = 'messaging.drain'") == [])


def test_a_notification_drains_at_once_and_several_become_one() -> None:
    """Once on connecting, for what came while nobody listened; then once for a burst that arrives while one is under way."""
    drained: list[float] = []

    def drain() -> None:
        drained.append(time.monotonic())
        time.sleep(0.3)

    async def listen() -> None:
        listening = asyncio.create_task(
            worker._listen(SimpleNamespace(tasks={worker.DRAIN: SimpleNamespace(func=drain)}))
        )  # type: ignore[arg-type]
        await asyncio.sleep(0.8)
        assert len(drained) == 1
        async with await psycopg.AsyncConnection.connect(address(), autocommit=True) as other:
            told = time.monotonic()
            await other.execute(f"NOTIFY {worker.CHANNEL}")
            await asyncio.sleep(0.15)
            assert len(drained) == 2 and drained[1] - told < 0.15
            for _ in range(5):
                await other.execute(f"NOTIFY {worker.CHANNEL}")
            await asyncio.sleep(0.8)
        assert len(drained) == 3
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)

    asyncio.run(listen())


def test_a_failing_drain_does_not_end_the_listening() -> None:
    tries: list[int] = []

    def drain(timestamp: int) -> None:
        tries.append(timestamp)
        raise RuntimeError("once")

    async def go() -> None:
        wake = asyncio.Event()
        task = asyncio.create_task(
            worker._drain(SimpleNamespace(tasks={worker.DRAIN: SimpleNamespace(func=drain)}), wake)
        )  # type: ignore[arg-type]
        for _ in range(2):
            wake.set()
            await asyncio.sleep(0.2)
        assert not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(go())
    assert len(tries) == 2 and tries[0] > 1_700_000_000


def test_a_job_that_waits_again_already_is_closed() -> None:
    """A cron job that failed or died after the next one was queued: two of them may not wait, so the old one is dropped."""
    app.configure_task("clocks.sweep").defer(timestamp=1)
    rows("UPDATE procrastinate_jobs SET status = 'doing'")
    app.configure_task("clocks.sweep").defer(timestamp=2)

    async def go() -> None:
        working = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
        async with working.open_async():
            manager = worker._Jobs(working.connector)
            for job in list(await manager.get_stalled_jobs()):
                await manager.retry_job(job)

    asyncio.run(go())
    assert [row[0] for row in rows("SELECT args->>'timestamp' FROM procrastinate_jobs ORDER BY id")] == ["2"]


def test_a_broken_connection_is_replaced_before_the_next_job() -> None:
    rows("SELECT 1")
    pid = rows("SELECT pg_backend_pid()")[0][0]
    with psycopg.connect(address(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
    assert worker._fresh_connection(lambda: rows("SELECT 42")[0][0], None, None) == 42


def test_a_worker_that_loses_the_database_begins_anew(process: "subprocess.Popen[bytes]") -> None:
    """It is the same process: one that ended each time would be given up by its supervisor."""
    until(lambda: rows("SELECT 1 FROM procrastinate_workers") != [])
    for _ in range(2):
        mine = rows("SELECT pg_backend_pid()")[0][0]
        rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> %s", mine)
        gone = rows("SELECT clock_timestamp()")[0][0]
        jobs.enqueue("messaging.drain")
        until(lambda: rows("SELECT 1 FROM procrastinate_jobs WHERE task_name = 'messaging.drain'") == [])
        until(lambda gone=gone: rows("SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > %s", gone) != [])
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
