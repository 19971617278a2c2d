"""Reads of the cover, by topic: a file and its number, words and what is found by them."""

from yiwang.cases.casework.queries.counting import Figures, Question, figures
from yiwang.cases.casework.queries.cover import (
    RELATED,
    Linked,
    as_guest,
    by_intake_key,
    contacts_of,
    every,
    get_case,
    known_keys,
    known_numbers,
    last_serial,
    lent,
    linked,
    lock,
    next_number,
    next_numbers,
    place_of,
    under,
    visible,
)
from yiwang.cases.casework.queries.marks import marks
from yiwang.cases.casework.queries.positions import NEWEST_FIRST, Position, later, older
from yiwang.cases.casework.queries.searching import Hits, having, newest
from yiwang.cases.casework.queries.words import fold, tokens

__all__ = [
    "NEWEST_FIRST",
    "RELATED",
    "Figures",
    "Hits",
    "Linked",
    "Position",
    "Question",
    "as_guest",
    "by_intake_key",
    "contacts_of",
    "every",
    "figures",
    "fold",
    "get_case",
    "having",
    "known_keys",
    "known_numbers",
    "last_serial",
    "later",
    "lent",
    "linked",
    "lock",
    "marks",
    "newest",
    "next_number",
    "next_numbers",
    "older",
    "place_of",
    "tokens",
    "under",
    "visible",
]
