"""What can be done to many appeals at once, and how far."""

from enum import StrEnum


class BulkAct(StrEnum):
    """What can be done to many appeals at once; each through its ordinary command."""

    PUSH = "push"
    REASSIGN = "reassign"
    SIGN = "sign"
    EXPORT = "export"

    @property
    def label(self) -> str:
        """What people read."""
        return {"push": "派给单位", "reassign": "换人办理", "sign": "签收", "export": "导出表格"}[self]


BULK_ACTS = frozenset(BulkAct)


class BulkState(StrEnum):
    """How far a run over many appeals is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"

    @property
    def label(self) -> str:
        """What people read."""
        return {"waiting": "等待开始", "running": "正在做", "done": "做完了"}[self]
