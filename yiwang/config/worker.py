"""The background worker: every room's jobs and cron, envelopes drained as they arrive, jobs of dead workers taken up again."""

import asyncio
import inspect
import logging
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.db import OperationalError, close_old_connections, connection, connections
from procrastinate import App, exceptions, jobs
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django import connector_params
from procrastinate.manager import JobManager
from procrastinate.psycopg_connector import PsycopgConnector

from yiwang.config.heap import set_apart
from yiwang.kit import clock, metrics
from yiwang.kit.jobs import LONG, QUEUES, polled

log = logging.getLogger(__name__)

CHANNEL = "yiwang_envelopes"
DRAIN = "counter.drain"
CONCURRENCY = 2
"""Short jobs at once, for the machine may have two cores; beside them one long one."""
HEARTBEAT_SECONDS = 2.0
STALLED_SECONDS = 10.0
"""A worker silent for so long is dead: its jobs go back to the queue."""
_POLL_SECONDS = 5.0
_GRACE_SECONDS = 15.0
_POOL_WAIT = 5.0
_KEEP_FAILED_HOURS = 30 * 24
_SWEEPS_AN_HOUR = int(3600 / STALLED_SECONDS)
_AWAY = (psycopg.Error, exceptions.ConnectorException)
"""What says that the database is away, or was for a moment."""


def run() -> None:
    """Work until SIGTERM or SIGINT; what is under way is finished (15 seconds at most)."""
    set_apart()
    asyncio.run(_work())


async def _work() -> None:
    """Our jobs keep Django's connection, so that what they enqueue stands in their own transaction; the worker has its own.

    Told to stop, it is cancelled and ends gracefully. It also ends by itself when it loses the database: then it begins
    anew, for a process that ended would look to its supervisor like one that cannot live.
    """
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(CONCURRENCY + 4 + len(polled()), "job"))
    stopping, working = _stop_signal(), asyncio.create_task(_run_all(_app()))
    await asyncio.wait([stopping, working], return_when=asyncio.FIRST_COMPLETED)
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working


def _app() -> App:
    """The jobs of Django's app over a pool of our own, which gives an absent database up sooner than its supervisor us."""
    connector = PsycopgConnector(kwargs=connector_params(), timeout=_POOL_WAIT)
    app = App(connector=connector, import_paths=django_app.import_paths)
    app.tasks, app.periodic_registry = django_app.tasks, django_app.periodic_registry
    app.job_manager = _Jobs(connector)
    return app


async def _run_all(app: App) -> None:
    """Everything a worker does, until one of it ends by a defect: then the process ends, and its supervisor tells of it."""
    async with app.open_async():
        acts = (_serve, _serve_long, _listen, _take_up, *(_looker(name, seconds) for name, seconds in polled().items()))
        tasks = [asyncio.create_task(_forever(act, app)) for act in acts]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            done.pop().result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _stop_signal() -> asyncio.Future[Any]:
    """Done once SIGTERM or SIGINT came."""
    loop = asyncio.get_running_loop()
    told = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, told.set)
    return loop.create_task(told.wait())


class _Jobs(JobManager):
    """The queue, where of two equal jobs (`queueing_lock`) only one may wait."""

    async def retry_job(self, job: jobs.Job, **wanted: Any) -> None:
        """Put it back; where an equal one waits already, that one is enough and this one is closed.

        Unanswered, the refusal would leave a failed job `doing` for as long as this worker lives.
        """
        try:
            await super().retry_job(job, **wanted)
        except exceptions.UniqueViolation:
            await self.finish_job(job, status=jobs.Status.FAILED, delete_job=True)


async def _serve(app: App) -> None:
    """What everybody waits for."""
    await _hands(app, QUEUES, CONCURRENCY)


async def _serve_long(app: App) -> None:
    """What may take minutes, one after the other."""
    await _hands(app, (LONG,), 1)


async def _hands(app: App, queues: tuple[str, ...], concurrency: int) -> None:
    """Procrastinate's worker, until cancelled or until one of its connections breaks.

    What it does on a clock it does by Django's connection in asgiref's one thread, which nobody else would renew.
    """
    await sync_to_async(close_old_connections)()
    await app.run_worker_async(
        queues=list(queues),
        concurrency=concurrency,
        fetch_job_polling_interval=_POLL_SECONDS,
        update_heartbeat_interval=HEARTBEAT_SECONDS,
        stalled_worker_timeout=STALLED_SECONDS,
        shutdown_graceful_timeout=_GRACE_SECONDS,
        delete_jobs="successful",
        task_middleware=[_fresh_connection],
        install_signal_handlers=False,
    )
    raise exceptions.ConnectorException("the worker stopped by itself")


async def _forever(act: Callable[[App], Any], app: App) -> None:
    """Each task survives a restart of the database; told to stop while it is away, it stops."""
    this = asyncio.current_task()
    while not (this and this.cancelling()):
        try:
            await act(app)
        except _AWAY as error:
            log.warning("%s lost the database: %s", act.__name__.strip("_"), type(error).__name__)
            await asyncio.sleep(1)


def _fresh_connection(run_job: Callable[[], Any], context: Any, worker: Any) -> Any:
    """A thread's connection may have died with the database since its last job."""
    if connection.connection is not None and not connection.is_usable():
        connection.close()
    name = context.job.task_name if context else DRAIN
    try:
        with metrics.job_run(name):
            return run_job()
    finally:
        for one in connections.all(initialized_only=True):
            if one.errors_occurred:
                one.close_if_unusable_or_obsolete()


# --- envelopes: at once


async def _listen(app: App) -> None:
    """Drain on each notification (several become one), and once on connecting for what came while nobody listened."""
    wake = asyncio.Event()
    wake.set()
    drain = asyncio.create_task(_drain(app, wake))
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    try:
        async with await psycopg.AsyncConnection.connect(**parameters, autocommit=True) as listener:
            await listener.execute(f"LISTEN {CHANNEL}")
            async for _ in listener.notifies():
                wake.set()
    finally:
        drain.cancel()


async def _drain(app: App, wake: asyncio.Event) -> None:
    """The job itself is periodic as well, so an error here is made good within the minute."""
    while True:
        await wake.wait()
        wake.clear()
        task = app.tasks.get(DRAIN)
        if task is None:
            log.error("no job is declared as %s", DRAIN)
            return
        try:
            await asyncio.to_thread(_fresh_connection, partial(_call, task.func), None, None)
        except Exception:
            log.exception("draining the counter failed; the next minute tries again")


def _call(act: Callable[..., Any]) -> None:
    """A periodic job takes `timestamp` (seconds since 1970), another takes nothing."""
    if "timestamp" in inspect.signature(act).parameters:
        act(timestamp=int(clock.now().timestamp()))
    else:
        act()


# --- jobs that look for their work themselves


def _looker(name: str, seconds: float) -> Callable[[App], Any]:
    """Run a job again and again; an error is logged, and the next look comes as ever."""

    async def look(app: App) -> None:
        act = partial(_fresh_connection, partial(_call, app.tasks[name].func), None, None)
        while True:
            try:
                await asyncio.to_thread(act)
            except OperationalError as error:
                raise psycopg.OperationalError(str(error)) from error
            except Exception:
                log.exception("%s failed; the next look comes in %s seconds", name, seconds)
            await asyncio.sleep(seconds)

    look.__name__ = name
    return look


# --- jobs of dead workers


async def _take_up(app: App) -> None:
    """Put jobs of dead workers back in the queue; every hour also drop failed jobs after 30 days."""
    for sweep in range(_SWEEPS_AN_HOUR):
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            await app.job_manager.retry_job(job, retry_at=datetime.now(UTC))
            log.warning("took up the job %s of a dead worker", job.task_name)
        if sweep == 0:
            await app.job_manager.delete_old_jobs(nb_hours=_KEEP_FAILED_HOURS, include_failed=True)
        await asyncio.sleep(STALLED_SECONDS)
