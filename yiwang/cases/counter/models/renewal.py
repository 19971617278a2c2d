"""What the citizen sees and what is true part for a moment: the files whose projection must be written anew."""

from django.db import models

from yiwang.kit.privacy import Privacy


class Renewal(models.Model):
    """待更新: a fact of this file shows, and its projection does not say it yet. No key to the file: it is only a note.

    Rows and not jobs: a job each wakes every listener, and PostgreSQL lets one waking commit through at a time.
    """

    case_id = models.BigIntegerField()
    due_at = models.DateTimeField()

    privacy = Privacy(keep="更新后即删除")

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [models.Index(fields=["due_at", "id"], name="counter_renewal_due")]

    def __str__(self) -> str:
        return f"renewal of {self.case_id}"
