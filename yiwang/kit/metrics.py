"""Counters that every process keeps of its own work, in the words of Prometheus; never a path, a number or a name in a label."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where the processes of one house leave their counters for each other: set before this module is loaded (`config.serving`)."""
disable_created_metrics()  # type: ignore[no-untyped-call]
"""When each counter was made is a second line for each, and nobody reads it."""
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

REQUESTS = Counter("yiwang_requests_total", "Answers of the doors", ["door", "view", "status"])
REQUEST_SECONDS = Histogram("yiwang_request_seconds", "Time to answer", ["door", "view"], buckets=_SECONDS)
JOBS = Counter("yiwang_jobs_total", "Jobs run by the worker", ["job", "outcome"])
JOB_SECONDS = Histogram("yiwang_job_seconds", "Time a job took", ["job"], buckets=_SECONDS)


@contextmanager
def job_run(name: str) -> Iterator[None]:
    """Time one job and count how it ended."""
    began, outcome = perf_counter(), "failed"
    try:
        yield
        outcome = "done"
    finally:
        JOBS.labels(name, outcome).inc()
        JOB_SECONDS.labels(name).observe(perf_counter() - began)


class Gauges(Collector):
    """Figures read at the moment of asking: (name, help, value)."""

    def __init__(self, rows: list[tuple[str, str, float]]) -> None:
        self._rows = rows

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One family a figure."""
        for name, said, value in self._rows:
            yield GaugeMetricFamily(f"yiwang_{name}", said, value=value)


def exposition(gauges: list[tuple[str, str, float]]) -> bytes:
    """The whole page as Prometheus reads it: the counters of all processes, and these figures."""
    counted: CollectorRegistry = REGISTRY
    if os.environ.get(FOLDER):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    asked = CollectorRegistry()
    asked.register(Gauges(gauges))
    return generate_latest(counted) + generate_latest(asked)
