"""How far a rehearsal is, and which kinds of rules can be rehearsed."""

from enum import StrEnum

from yiwang.ground.rules.states import Kind


class TrialState(StrEnum):
    """How far a rehearsal is. Only one that is done says what a draft would change."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """As the workbench shows it."""
        return {"waiting": "等待开始", "running": "正在预演", "done": "预演完了", "cancelled": "已停止"}[self]


OPEN = (TrialState.WAITING, TrialState.RUNNING)

READ = frozenset({Kind.ROUTING, Kind.CATEGORIES, Kind.SETTINGS})
"""Kinds by which an appeal's words are read: where it goes, how secret it is, how urgent."""
COUNTED = frozenset({Kind.TIME_LIMITS, Kind.CALENDAR, Kind.SETTINGS})
"""Kinds by which clocks are counted."""
WORDED = frozenset({Kind.MESSAGE_TEMPLATES})
"""Kinds that only say how something is put."""
REHEARSED = READ | COUNTED | WORDED
