"""Reads of answers on their way to the public and there, of patrols, and of standards and what is like a text."""

from yiwang.offer.knowledge.queries.answers import (
    PAGE,
    answers,
    by_id,
    get_answer,
    in_sight,
    lock_answer,
    of_source,
    patrols_of,
    published,
    task_count,
    to_review,
)
from yiwang.offer.knowledge.queries.finding import Found, find_published, find_standard
from yiwang.offer.knowledge.queries.helping import Helped, helped
from yiwang.offer.knowledge.queries.standards import (
    due_standards,
    get_standard,
    lock_standard,
    open_wording,
    public_standards,
    standard_by_id,
    standards,
    standards_among,
    used_for,
    uses_about,
    uses_of,
    wordings_of,
)

__all__ = [
    "PAGE", "Found", "Helped", "answers", "by_id", "due_standards", "find_published", "find_standard", "get_answer",
    "get_standard", "helped", "in_sight", "lock_answer", "lock_standard", "of_source", "open_wording", "patrols_of",
    "public_standards", "published", "standard_by_id", "standards", "standards_among", "task_count", "to_review", "used_for",
    "uses_about", "uses_of", "wordings_of",
]  # fmt: skip
