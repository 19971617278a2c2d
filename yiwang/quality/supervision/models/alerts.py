"""预警单."""

from django.db import models
from django.db.models import Q

from yiwang.cases.topics.states import RiseKind
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.supervision.states import AlertState

MEASURES_SIGNS, RESULT_SIGNS, WHY_SIGNS = 300, 500, 200


class Alert(models.Model):
    """预警单: a warning that a unit must answer for. `rise`: key of the warning (`topics.Rise`); `kind` to `expected` is what
    it said, for warnings are deleted after two years and what was done about them stays.

    `owed_by`: until when it must be signed for, then until when the result is due. `result`: what the measures brought; `after`:
    files of the same in the week before the result was reported, to be set beside `seen`.
    """

    rise = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in RiseKind])
    topic = models.BigIntegerField(null=True)
    category = models.CharField(max_length=60, blank=True)
    area_code = models.CharField(max_length=20, blank=True)
    seen = models.PositiveIntegerField()
    expected = models.FloatField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    supervising_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=12, choices=[(s.value, s.label) for s in AlertState], default=AlertState.SENT)
    owed_by = models.DateTimeField(null=True)
    measures = models.CharField(max_length=MEASURES_SIGNS, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=RESULT_SIGNS, blank=True)
    after = models.PositiveIntegerField(null=True)
    reported_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    reported_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=WHY_SIGNS, blank=True)
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    privacy = Privacy(keep="文书档案期限；写的是措施，不写人", personal=("measures", "result", "why"))

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["unit", "-at", "-id"], name="supervision_alert_unit"),
            models.Index(fields=["owed_by", "id"], condition=~Q(state="closed"), name="supervision_alert_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in AlertState]), name="supervision_alert_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["reported", "closed"]) | (~Q(result="") & Q(reported_by__isnull=False)),
                name="supervision_alert_reported",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(decided_by__isnull=False), name="supervision_alert_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.rise}"

    @property
    def ref(self) -> Ref:
        """Its name in the record, and of its clocks."""
        return Ref("supervision.alert", self.pk)
