"""Where programmes, tasks and notices are."""

from enum import StrEnum


class ProgrammeState(StrEnum):
    """Whether a programme still runs."""

    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"open": "进行中", "closed": "已结束"}[self]


class TaskState(StrEnum):
    """Where a task is."""

    TO_BEGIN = "to_begin"
    UNDER_WAY = "under_way"
    REPORTED = "reported"
    ACCEPTED = "accepted"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "to_begin": "未开始", "under_way": "进行中", "reported": "待验收", "accepted": "已验收",
            "dropped": "已取消",
        }[self]  # fmt: skip


UNDONE = (TaskState.TO_BEGIN, TaskState.UNDER_WAY)
"""The owner has not said yet that it is done: its day counts."""


class NoticeState(StrEnum):
    """Whether units have been told."""

    DRAFTED = "drafted"
    ISSUED = "issued"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"drafted": "待签发", "issued": "已通报"}[self]


class Colour(StrEnum):
    """红黑字: named for keeping to it, or for not."""

    RED = "red"
    BLACK = "black"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"red": "红字表扬", "black": "黑字督促"}[self]


COLOURS = frozenset(Colour)
