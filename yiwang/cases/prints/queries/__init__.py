"""Reads of prints, by topic: who said it first, what a file is like, what a period left."""

from yiwang.cases.prints.queries.batches import Batch, recent
from yiwang.cases.prints.queries.finding import NEAR_IN_TIME, WINDOW, Hit, first_like, meeting
from yiwang.cases.prints.queries.hearing import heard
from yiwang.cases.prints.queries.pairs import (
    Alike,
    alike,
    due,
    found_at_intake,
    groups,
    likeness_of,
    of_pair,
    prints_of,
    repeating,
    stands,
)
from yiwang.cases.prints.queries.said import Said, said, words_from

__all__ = [
    "NEAR_IN_TIME",
    "WINDOW",
    "Alike",
    "Batch",
    "Hit",
    "Said",
    "alike",
    "due",
    "first_like",
    "found_at_intake",
    "groups",
    "heard",
    "likeness_of",
    "meeting",
    "of_pair",
    "prints_of",
    "recent",
    "repeating",
    "said",
    "stands",
    "words_from",
]
