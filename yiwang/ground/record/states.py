"""What a verification of the record can find."""

from enum import StrEnum


class Finding(StrEnum):
    """One kind of damage."""

    CHANGED = "changed"
    """A fact is not what was written, or does not follow from the one before it."""
    MISSING = "missing"
    """A fact between two others, or a subject's head, is gone."""
    TRUNCATED = "truncated"
    """The last facts of a subject are gone: its head or a checkpoint knows of more."""
    DELETED = "deleted"
    """Every fact of a subject is gone: only its head or a checkpoint still knows of it."""
    CHECKPOINT = "checkpoint"
    """A checkpoint was changed, removed, or signed by a strange hand."""
    LOOK = "look"
    """An entry of the access log does not agree with the chain."""
    ERASURE = "erasure"
    """An erasure is claimed that the chain does not know."""

    DELETION = "deletion"
    """An entry of the deletion ledger does not agree with the chain."""

    @property
    def label(self) -> str:
        """As the audit office reads it."""
        return _LABELS[self]


_LABELS = {
    Finding.CHANGED: "记录被改动",
    Finding.MISSING: "中间缺记录",
    Finding.TRUNCATED: "末尾记录被截去",
    Finding.DELETED: "整件记录被删除",
    Finding.CHECKPOINT: "检查点不符",
    Finding.LOOK: "查阅日志不符",
    Finding.ERASURE: "删除登记不符",
    Finding.DELETION: "删除台账不符",
}


class TextState(StrEnum):
    """How a personal text stands to the digest the chain keeps of it."""

    INTACT = "intact"
    CHANGED = "changed"
    ERASED = "erased"
    LOST = "lost"
    """The text is gone and no order says why."""
