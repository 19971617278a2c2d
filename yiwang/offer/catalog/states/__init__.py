"""The words of the catalogue: the document of an item, how complete it is, and where its versions stand."""

from yiwang.offer.catalog.states.completeness import CODE_NAMES, CODE_PATTERNS, Finding, findings, score
from yiwang.offer.catalog.states.document import Document
from yiwang.offer.catalog.states.versions import (
    APPROVERS,
    DRAFTERS,
    IN_WORK,
    MOVES,
    SHOWN,
    VersionMove,
    VersionState,
)

__all__ = [
    "APPROVERS", "CODE_NAMES", "CODE_PATTERNS", "DRAFTERS", "IN_WORK", "MOVES", "SHOWN", "Document", "Finding", "VersionMove",
    "VersionState", "findings", "score",
]  # fmt: skip
