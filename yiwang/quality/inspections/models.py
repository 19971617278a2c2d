"""Tables of inspections: the draw, what was drawn, the inspectors' sheets, units' appeals."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.inspections.states import ContestState, InspectionState, Pool

TITLE_SIGNS, NOTE_SIGNS, REASON_SIGNS, LABEL_SIGNS = 40, 500, 500, 60
MOST = 500
"""Files of one draw."""


class Inspection(models.Model):
    """随机考评: one draw, of files of one `kind`. `since`, `until`: days, both counted; `units`: codes, each with all below it;
    `categories`: codes or families (of applications: items), empty for all. `size`: how many; `is_each`: of each unit (of
    `units`), else in all. `sheets`: how many inspectors score a file. `checklist`: pairs of what is looked at and its points.
    `seed`: thirty-two hexadecimal digits; `drawn_from`: the numbers it was drawn from, one a line, each after its unit's code;
    `digest`: SHA-256 of these lines.
    """

    title = models.CharField(max_length=TITLE_SIGNS)
    kind = models.CharField(max_length=20, default="appeal", db_default="appeal")
    pool = models.CharField(max_length=10, choices=Pool.choices)
    since = models.DateField()
    until = models.DateField()
    units = ArrayField(models.CharField(max_length=80))
    categories = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    size = models.PositiveSmallIntegerField()
    is_each = models.BooleanField(default=False)
    sheets = models.PositiveSmallIntegerField(default=1)
    checklist: "models.JSONField[Any, Any]" = models.JSONField()
    seed = models.CharField(max_length=32)
    drawn_from = models.TextField()
    digest = models.CharField(max_length=64)
    files = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in InspectionState], default=InspectionState.SCORING
    )  # fmt: skip
    drawn_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    contest_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=REASON_SIGNS, blank=True)

    privacy = Privacy(keep="文书档案期限；只有编号、单位和分数", personal=("why",))

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in InspectionState]), name="inspection_state_known"
            ),
            models.CheckConstraint(condition=Q(pool__in=Pool.values), name="inspection_pool_known"),
            models.CheckConstraint(condition=Q(kind__in=["appeal", "application"]), name="inspection_kind_known"),
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="inspection_period"),
            models.CheckConstraint(condition=Q(size__gte=1, sheets__gte=1, sheets__lte=2), name="inspection_size"),
            models.CheckConstraint(
                condition=Q(state__in=["closed", "dropped"], ended_at__isnull=False)
                | ~Q(state__in=["closed", "dropped"]) & Q(ended_at__isnull=True),
                name="inspection_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("inspections.inspection", self.pk)

    @property
    def full(self) -> int:
        """Points of the whole checklist."""
        return sum(int(points) for _, points in self.checklist)


class Sample(models.Model):
    """抽中件. `place`: in the order of the draw; `unit`, `handler`: who had it then. `points` of 100, empty until scored."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="samples")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    handler = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    points = models.DecimalField(max_digits=4, decimal_places=1, null=True)

    privacy = Privacy(keep="同考评")

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "case"], name="inspection_sample_once"),
            models.UniqueConstraint(fields=["inspection", "place"], name="inspection_place_once"),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gte=0, points__lte=100), name="inspection_points_of_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id}/{self.place}"


class Sheet(models.Model):
    """评分表: what one inspector gave a file, in the order of the checklist. `note`: for whoever reads the score."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="sheets")
    inspector = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    marks = ArrayField(models.PositiveSmallIntegerField())
    points = models.DecimalField(max_digits=4, decimal_places=1)
    note = EncryptedTextField()
    at = models.DateTimeField()

    privacy = Privacy(keep="同考评", personal=("note",))

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["sample", "inspector"], name="inspection_sheet_once")]

    def __str__(self) -> str:
        return f"{self.sample_id} {self.points}"


class Contest(models.Model):
    """考评申诉: one a file; decided by somebody who had not scored it. `before`, `after`: points."""

    sample = models.OneToOneField(Sample, models.PROTECT, related_name="contest")
    reason = EncryptedTextField()
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ContestState.choices, default=ContestState.OPEN)
    before = models.DecimalField(max_digits=4, decimal_places=1)
    after = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    words = EncryptedTextField()
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同考评", personal=("reason", "words"))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ContestState.values), name="inspection_contest_known"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | ~Q(state="open") & Q(decided_at__isnull=False, decided_by__isnull=False, after__isnull=False),
                name="inspection_contest_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id} {self.state}"
