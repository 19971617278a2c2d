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
from yiwang.cases.casework.queries.words import fold, tokens

__all__ = [
    "RELATED",
    "Linked",
    "by_intake_key",
    "contacts_of",
    "fold",
    "get_case",
    "known_keys",
    "last_serial",
    "linked",
    "lock",
    "next_number",
    "next_numbers",
    "tokens",
    "under",
    "visible",
]
