"""Reads of the loop: one and many in sight, who had a hand in a file, which bodies may be named, what the citizen is told."""

from yiwang.quality.callbacks.queries.hands import (
    bodies,
    body_units,
    former_handlers,
    hands_of,
    office,
    said_why,
    told_of,
)
from yiwang.quality.callbacks.queries.reading import (
    acts_of,
    by_id,
    in_sight,
    is_ended_for_good,
    lock,
    lock_of_case,
    of_case,
    opinions_of,
    turns_of,
)
from yiwang.quality.callbacks.queries.telling import tell

__all__ = [
    "acts_of", "bodies", "body_units", "by_id", "former_handlers", "hands_of", "in_sight", "is_ended_for_good",
    "lock", "lock_of_case", "of_case", "office", "opinions_of", "said_why", "tell", "told_of", "turns_of",
]  # fmt: skip
