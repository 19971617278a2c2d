"""Where a matter is, how it came about, why a file left it, what a run does."""

from enum import StrEnum


class MatterState(StrEnum):
    """Where a matter is."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"open": "办理中", "answered": "已答复", "closed": "已结束"}[self]


LIVE = (MatterState.OPEN, MatterState.ANSWERED)
"""Others may still be put beside it, and who writes of the same reads how far it is."""


class Source(StrEnum):
    """From where somebody saw that many write of one thing."""

    CASE = "case"
    LIST = "list"
    LIKENESS = "likeness"
    TOPIC = "topic"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"case": "从一件开始", "list": "从列表勾选", "likeness": "从疑似重复", "topic": "从热点"}[self]


SOURCES = frozenset(Source)


class LeftGround(StrEnum):
    """Why a file is worked on by itself again."""

    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    HANDED_BACK = "handed_back"
    MERGED = "merged"
    ON_TRACK = "on_track"
    DISPUTED = "disputed"
    SECRET = "secret"  # noqa: S105 - a ground, no password

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "removed": "移出", "withdrawn": "诉求人撤回", "returned": "退办", "handed_back": "退回来源", "merged": "并入别的件",
            "on_track": "按法定途径办", "secret": "密级调整", "disputed": "诉求人说没有解决",
        }[self]  # fmt: skip


class RunKind(StrEnum):
    """What is done file by file in the background."""

    ADD = "add"
    SEND = "send"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"add": "归入", "send": "答复"}[self]


class RunState(StrEnum):
    """How far a run is."""

    WAITING = "waiting"
    DONE = "done"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"waiting": "正在做", "done": "做完了"}[self]
