"""Who stands in while somebody is away."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Q, Value

from yiwang.ground.organisation.models.serving import DateRange, Officer
from yiwang.kit.clock import now
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Delegation(models.Model):
    """外出委托: while `officer` is away, `deputy` also holds the officer's grants, from the first to the last day.

    Both days count whole. `ended_at`: taken back before its last day, by either of the two.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = models.CharField(max_length=100)
    named_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = Privacy(keep="长期保留，供审计核对", personal=("reason",))

    class Meta:
        ordering = ["-valid_from", "-id"]
        indexes = [
            models.Index(fields=["deputy", "valid_to"], condition=Q(ended_at=None), name="delegation_of_deputy"),
        ]
        constraints = [
            CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="delegation_dates"),
            CheckConstraint(condition=~Q(officer=F("deputy")), name="delegation_to_another"),
            ExclusionConstraint(
                name="delegation_one_at_a_time",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to", Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} → {self.deputy_id}"

    @property
    def ref(self) -> Ref:
        """The name of this delegation in messages."""
        return Ref("organisation.delegation", self.pk)
