"""Reads of the cover, by topic: a file and its number, words and what is found by them."""

from yiwang.cases.casework.queries.cover import (
    RELATED,
    Linked,
    by_intake_key,
    contacts_of,
    get_case,
    known_keys,
    last_serial,
    linked,
    lock,
    next_number,
    next_numbers,
    under,
    visible,
)
from yiwang.cases.casework.queries.positions import NEWEST_FIRST, Position, later, older
from yiwang.cases.casework.queries.searching import Hits, having
from yiwang.cases.casework.queries.words import fold, tokens

__all__ = [
    "NEWEST_FIRST",
    "RELATED",
    "Hits",
    "Linked",
    "Position",
    "by_intake_key",
    "contacts_of",
    "fold",
    "get_case",
    "having",
    "known_keys",
    "last_serial",
    "later",
    "linked",
    "lock",
    "next_number",
    "next_numbers",
    "older",
    "tokens",
    "under",
    "visible",
]
