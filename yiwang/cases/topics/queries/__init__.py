"""Reads of topics: what a period holds, what a reader sees of it, what rose."""

from yiwang.cases.topics.queries.finding import Found, Survey, series, survey
from yiwang.cases.topics.queries.reading import (
    Seen,
    kind_of,
    lock,
    lock_rise,
    open_rises,
    renewed_at,
    rise,
    rises,
    said_since,
    topic,
    topics,
)
from yiwang.cases.topics.queries.rising import Risen, judge_series, risen, seen_last_week, weeks_known
from yiwang.cases.topics.queries.seasons import LEAST_WEEKS

__all__ = [
    "LEAST_WEEKS",
    "Found",
    "Risen",
    "Seen",
    "Survey",
    "judge_series",
    "kind_of",
    "lock",
    "lock_rise",
    "open_rises",
    "renewed_at",
    "rise",
    "risen",
    "rises",
    "said_since",
    "seen_last_week",
    "series",
    "survey",
    "topic",
    "topics",
    "weeks_known",
]
