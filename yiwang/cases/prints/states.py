"""How one file was found to be like another, and what a person said to it."""

from enum import StrEnum


class How(StrEnum):
    """怎样相像."""

    EXACT = "exact"
    SHINGLE = "shingle"
    REPHRASED = "rephrased"

    @property
    def label(self) -> str:
        """What people read."""
        return {"exact": "一字不差", "shingle": "文字大体相同", "rephrased": "换了说法"}[self]


AT_INTAKE = (How.EXACT, How.SHINGLE)
"""Found while the later one was registered."""


class Standing(StrEnum):
    """疑似重复的处理."""

    FOUND = "found"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"

    @property
    def label(self) -> str:
        """What people read."""
        return {"found": "待核对", "confirmed": "是同一件事", "dismissed": "不是同一件事"}[self]
