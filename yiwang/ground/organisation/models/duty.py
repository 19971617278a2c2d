"""Who is on duty where, day by day."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from yiwang.ground.organisation.models.serving import Officer, Unit
from yiwang.ground.organisation.states import DutyKind
from yiwang.kit.privacy import Privacy


class Duty(models.Model):
    """值班: one officer's turn at a unit on a day, from the hour of handing over to the same hour of the next day.

    `phone`: where the turn is reached; empty means the unit's own duty phone.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=DutyKind.choices)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    phone = models.CharField(max_length=20, blank=True)

    privacy = Privacy(keep="值班表保留三年，供倒查谁在岗", personal=("phone",))

    class Meta:
        ordering = ["day", "kind", "id"]
        constraints = [
            UniqueConstraint(fields=["unit", "day", "kind", "officer"], name="duty_once_a_day"),
            UniqueConstraint(fields=["unit", "day"], condition=Q(kind="leader"), name="duty_one_leader_a_day"),
            CheckConstraint(condition=Q(kind__in=DutyKind.values), name="duty_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day} {self.officer_id}"
