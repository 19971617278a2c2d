"""What papers are made of an appeal."""

from enum import StrEnum


class PaperKind(StrEnum):
    """文书: what a citizen is handed on paper."""

    RECEIPT = "receipt"
    LETTER = "letter"

    @property
    def label(self) -> str:
        """What people read."""
        return {"receipt": "受理回执", "letter": "答复书"}[self]


PAPER_LABELS = frozenset(kind.label for kind in PaperKind)
"""Labels under which papers are kept among the files of an appeal: they came with no letter."""
