"""The life of a text model: one serves, the earlier ones rest and can be called back."""

from enum import StrEnum


class ModelState(StrEnum):
    """Whether a trained model answers."""

    ACTIVE = "active"
    RESTING = "resting"

    @property
    def label(self) -> str:
        """What people read."""
        return {"active": "在用", "resting": "备用"}[self.value]
