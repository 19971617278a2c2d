"""Tables of the cover, by topic: how far posts open files, the cover itself, what lies beside it."""

from yiwang.cases.casework.models.beside import Contact, Link, SearchText
from yiwang.cases.casework.models.cover import ANSWERED, ENDED, TO_DO, Case, CaseQuerySet, Guest, key_of_client
from yiwang.cases.casework.models.sight import (
    DESK,
    DUTY,
    EACH_UNIT,
    EVERY_LINE,
    HEADS,
    MOST_PARTS,
    OVERSEERS,
    OWN_UNIT,
    SEALED_READERS,
    Sight,
)

__all__ = [
    "ANSWERED", "DESK", "DUTY", "EACH_UNIT", "ENDED", "EVERY_LINE", "HEADS", "MOST_PARTS", "OVERSEERS", "OWN_UNIT",
    "SEALED_READERS", "TO_DO", "Case", "CaseQuerySet", "Contact", "Guest", "Link", "SearchText", "Sight", "key_of_client",
]  # fmt: skip
