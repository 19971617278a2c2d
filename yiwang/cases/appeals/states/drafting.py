"""How far a draft of a model outside is, and what became of each of its sentences."""

from enum import StrEnum


class DraftState(StrEnum):
    """机器拟稿的状态."""

    WAITING = "waiting"
    READY = "ready"
    READ = "read"
    FAILED = "failed"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "waiting": "正在拟", "ready": "等人逐句看", "read": "已逐句看过", "failed": "没有拟成", "dropped": "不用了",
        }[self.value]  # fmt: skip


class SentenceFate(StrEnum):
    """逐句核对的结果: what a person said of one sentence."""

    KEPT = "kept"
    CHANGED = "changed"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> str:
        """What people read."""
        return {"kept": "属实，照用", "changed": "改成下面这样", "left_out": "不用这句"}[self.value]


FATES = frozenset(SentenceFate)
