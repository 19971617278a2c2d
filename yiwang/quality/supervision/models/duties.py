"""督促: that somebody pressed for a file, once a working day."""

from django.db import models
from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.supervision.states import Origin


class Nudge(models.Model):
    """督促: one press on a unit (and on the officer who has the file) that a file be done.

    `day`: the working day it counts for, by which there is one a file and day. `by`: empty where the clock did it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="nudges")
    round = models.PositiveSmallIntegerField()
    day = models.DateField()
    origin = models.CharField(max_length=8, choices=Origin.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "day"], name="supervision_nudge_once_a_day"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="supervision_nudge_origin_known"),
            models.CheckConstraint(
                condition=Q(origin="clock", by__isnull=True) | Q(origin="hand", by__isnull=False),
                name="supervision_nudge_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.day}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("supervision.nudge", self.pk)
