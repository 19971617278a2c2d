"""The words of the catalogue: the document of an item, and where its versions stand."""

from yiwang.offer.catalog.states.document import Document
from yiwang.offer.catalog.states.versions import MOVES, VersionMove, VersionState

__all__ = ["MOVES", "Document", "VersionMove", "VersionState"]
