"""As what matters from elsewhere are taken in, and how far."""

from enum import StrEnum


class ImportMode(StrEnum):
    """As what the rows of a file are taken in."""

    HISTORY = "history"
    BACKLOG = "backlog"
    LIVE = "live"
    PACKAGE = "package"
    """An old system's files with their steps, clocks and attachments."""

    @property
    def label(self) -> str:
        """What people read."""
        return {"history": "历史件", "backlog": "待办件", "live": "新来件", "package": "旧系统迁移"}[self]


class ImportState(StrEnum):
    """How far an import is."""

    UPLOADED = "uploaded"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "uploaded": "正在预检", "checked": "预检完，等确认", "running": "正在导入", "done": "导入完", "failed": "没有导完",
        }[self]  # fmt: skip


class Lack(StrEnum):
    """What the original did not say; the file is kept all the same and shows it."""

    TEXT = "text"
    DAY = "day"
    HOUR = "hour"
    REPLY = "reply"
    REPLY_DAY = "reply_day"
    UNIT = "unit"
    OFFICER = "officer"

    @property
    def label(self) -> str:
        """What people read, after 原件没有写."""
        return {
            "text": "正文", "day": "日期", "hour": "几点几分", "reply": "答复", "reply_day": "答复日期", "unit": "承办单位",
            "officer": "承办人",
        }[self]  # fmt: skip
