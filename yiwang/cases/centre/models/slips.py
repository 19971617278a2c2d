"""登记单: what a channel asked besides the matter."""

import json

from django.db import models

from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy


class Slip(models.Model):
    """登记单: one a file. `told`: JSON, name of the question to answer as it was typed (`states.ASKS`); dates are ISO days."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="slip")
    told = EncryptedTextField()
    written_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    privacy = Privacy(keep="同案件", personal=("told",))

    class Meta:
        ordering = ["case_id"]

    def __str__(self) -> str:
        return f"slip of {self.case_id}"

    @property
    def answers(self) -> dict[str, str]:
        """What was told, by the name of the question."""
        found: dict[str, str] = json.loads(self.told or "{}")
        return found
