"""Reads of lawful matters: one with its steps and papers, lists in sight, limits, and what stands on the papers."""

from yiwang.cases.tracks.queries.finding import (
    Listed,
    case_of,
    deed,
    deeds_of,
    figures,
    lock_matter,
    matter_of,
    matters,
    next_serial,
    series,
    steps_of,
    was_asked_to_correct,
    whole,
)
from yiwang.cases.tracks.queries.terms import (
    capped_days,
    clock_of,
    extension_clock,
    limit,
    longest_extension,
    stage_limit,
)
from yiwang.cases.tracks.queries.wording import Written, mark, paper_of

__all__ = [
    "Listed",
    "Written",
    "capped_days",
    "case_of",
    "clock_of",
    "deed",
    "deeds_of",
    "extension_clock",
    "figures",
    "limit",
    "lock_matter",
    "longest_extension",
    "mark",
    "matter_of",
    "matters",
    "next_serial",
    "paper_of",
    "series",
    "stage_limit",
    "steps_of",
    "was_asked_to_correct",
    "whole",
]
