"""Reads of the room, by topic. With them the readers of the rooms below are loaded that say what they keep of a person."""

from yiwang.cases.casework.queries import held as _covers
from yiwang.cases.rights.queries.copies import NOTE, Copy, copy_for
from yiwang.cases.rights.queries.looks import Seen, key_of, look_by, look_in_question, looks_of
from yiwang.cases.rights.queries.persons import NOT_TOLD, is_spoken_of, person_of, person_with, spared_of
from yiwang.cases.rights.queries.requests import (
    HANDS,
    SECONDS,
    by_id,
    by_key,
    erasable,
    get_request,
    in_sight,
    inspecting_unit,
    last_serial,
    listed,
    lock_request,
    may_sit,
    open_count,
    requests_of,
    waiting,
)
from yiwang.ground.messaging.queries import held as _messages

READERS = (_covers, _messages)
"""Loaded for what they register; the rooms above load their own."""

__all__ = [
    "HANDS", "NOTE", "NOT_TOLD", "READERS", "SECONDS", "Copy", "Seen", "by_id", "by_key", "copy_for", "erasable",
    "get_request", "in_sight", "inspecting_unit", "is_spoken_of", "key_of", "last_serial", "listed", "lock_request",
    "look_by", "look_in_question", "looks_of", "may_sit", "open_count", "person_of", "person_with", "requests_of",
    "spared_of", "waiting",
]  # fmt: skip
