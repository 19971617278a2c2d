"""Where a topic stands with people, what a warning is about and whether somebody answered it."""

from enum import StrEnum


class TopicState(StrEnum):
    """What people made of a topic."""

    NEW = "new"
    WATCHED = "watched"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"new": "新发现", "watched": "关注中", "closed": "不再看"}[self]


class RiseKind(StrEnum):
    """What came more than its season explains."""

    TOPIC = "topic"
    CATEGORY = "category"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"topic": "热点", "category": "类别"}[self]


class RiseState(StrEnum):
    """Whether somebody said what was done about a warning."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"open": "待处置", "acknowledged": "已处置"}[self]


PERIODS = (30, 90)
"""Days that topics are looked for in."""
FEW = 5
"""Counts below this are not told to who does not see the files themselves (ui.md 7.9)."""
