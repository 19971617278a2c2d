"""How often an answer helped: counted by day, without anybody's name, words or device."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from yiwang.kit.privacy import Privacy
from yiwang.offer.knowledge.states import Source

KEY_SIGNS = 40


class Helpful(models.Model):
    """有用没用: what readers of one answer pressed on a day. `key`: of the standard or answer, the code of a notice or guide."""

    source = models.CharField(max_length=10, choices=[(s.value, s.label) for s in Source])
    key = models.CharField(max_length=KEY_SIGNS)
    day = models.DateField()
    useful = models.PositiveIntegerField(default=0, db_default=0)
    useless = models.PositiveIntegerField(default=0, db_default=0)

    privacy = Privacy(keep="长期；只有次数，不记是谁")

    class Meta:
        ordering = ["-day", "source", "key", "id"]
        constraints = [
            CheckConstraint(condition=Q(source__in=[s.value for s in Source]), name="helpful_source_known"),
            UniqueConstraint(fields=["source", "key", "day"], name="helpful_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key} {self.day}"
