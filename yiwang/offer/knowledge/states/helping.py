"""Where an answer that somebody is shown comes from."""

from enum import StrEnum


class Source(StrEnum):
    """出处: what an answer of 问一问 was taken from, word for word."""

    STANDARD = "standard"
    ANSWER = "answer"
    NOTICE = "notice"
    GUIDE = "guide"

    @property
    def label(self) -> str:
        """What people read."""
        return {"standard": "标准口径", "answer": "公开问答", "notice": "公告", "guide": "本站指引"}[self.value]
