"""Reads of matters, by topic."""

from yiwang.cases.matters.queries.personal import Pointing, pointing_in_answer, pointing_in_more
from yiwang.cases.matters.queries.reading import (
    FOLLOWS,
    PAGE,
    InSight,
    get_matter,
    in_sight,
    led_by,
    left,
    live,
    lock,
    matter,
    members,
    members_among,
    membership,
    next_serial,
    of_case,
    quiet,
    refused,
    run,
    runs_of,
    seen,
    stands,
    steps_left,
    waiting_runs,
)
from yiwang.cases.matters.queries.sparing import MINUTES_AN_ANSWER, Spared, spared, spared_by
from yiwang.cases.matters.queries.telling import FEWEST_TOLD, Known, alike, known, told

__all__ = [
    "FEWEST_TOLD", "FOLLOWS", "MINUTES_AN_ANSWER", "PAGE", "InSight", "Known", "Pointing", "Spared", "alike",
    "get_matter", "in_sight", "known", "led_by", "left", "live", "lock", "matter", "members", "members_among", "membership",
    "next_serial", "of_case", "pointing_in_answer", "pointing_in_more", "quiet", "refused", "run", "runs_of", "seen",
    "spared", "spared_by", "stands", "steps_left", "told", "waiting_runs",
]  # fmt: skip
