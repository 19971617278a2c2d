"""督办单, and what units report on it."""

from django.db import models
from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.supervision.states import OrderSource, OrderState

TITLE_SIGNS, MATTER_SIGNS, DEMAND_SIGNS, REPORT_SIGNS, REASON_SIGNS = 60, 1000, 1000, 2000, 300


class Order(models.Model):
    """督办单: a unit is ordered to put something right, to report, and is let go in writing.

    `mark`, `year`, `serial`: its number, given at signing. `source`, `about_kind`, `about_id`: what it comes from. `case`: the
    file it is about, where it is about one. `from_unit`: who issues it; `unit`: who must answer. `matter`: what is wrong;
    `demand`: what is asked for; both frozen once it is signed. `ack_by`, `report_by`: as its clocks say. `signer`: whose
    signature was asked for, then whose it has; `escalated_at`: when no report had come in time. `why`: why it was not signed, or
    taken back.
    """

    mark = models.CharField(max_length=12, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=12, choices=OrderSource.choices)
    about_kind = models.CharField(max_length=60, blank=True, db_collation="C")
    about_id = models.BigIntegerField(null=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="orders")
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(
        max_length=12, choices=[(s.value, s.label) for s in OrderState], default=OrderState.DRAFTED
    )  # fmt: skip
    title = EncryptedTextField()
    matter = EncryptedTextField()
    demand = EncryptedTextField()
    drafted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    signer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)
    ack_by = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    acknowledged_at = models.DateTimeField(null=True)
    report_by = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    why = EncryptedTextField()
    ended_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="文书档案期限", personal=("title", "matter", "demand", "why"))

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["unit", "-at", "-id"], name="supervision_order_unit"),
            models.Index(fields=["from_unit", "-at", "-id"], name="supervision_order_from"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "serial"], condition=Q(serial__isnull=False), name="supervision_order_number_once"
            ),
            models.UniqueConstraint(
                fields=["about_kind", "about_id"],
                condition=~Q(about_kind="") & ~Q(state="dropped"),
                name="supervision_order_once_a_thing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in OrderState]), name="supervision_order_state_known"
            ),
            models.CheckConstraint(
                condition=Q(source__in=OrderSource.values), name="supervision_order_source_known"
            ),
            models.CheckConstraint(
                condition=Q(source="hand", about_kind="", about_id__isnull=True)
                | ~Q(source="hand") & ~Q(about_kind="") & Q(about_id__isnull=False),
                name="supervision_order_about",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "dropped"])
                | Q(serial__isnull=False, year__isnull=False, signer__isnull=False, signed_at__isnull=False),
                name="supervision_order_signed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["lifted", "dropped"], ended_at__isnull=False)
                | ~Q(state__in=["lifted", "dropped"]) & Q(ended_at__isnull=True),
                name="supervision_order_ended",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number or f"order {self.pk}"

    @property
    def ref(self) -> Ref:
        """Its name in the record, and of its clocks."""
        return Ref("supervision.order", self.pk)

    @property
    def number(self) -> str:
        """云公督〔2026〕3号; empty before it is signed."""
        return f"{self.mark}〔{self.year}〕{self.serial}号" if self.serial else ""

    @property
    def about(self) -> Ref | None:
        """What it comes from; None where somebody wrote it by hand."""
        return Ref(self.about_kind, self.about_id) if self.about_id else None


class OrderReport(models.Model):
    """What a unit reported on an order, and what was said to it. `is_enough` None: nobody has decided."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="reports")
    text = EncryptedTextField()
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    is_enough = models.BooleanField(null=True)
    why = EncryptedTextField()
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同督办单", personal=("text", "why"))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(is_enough__isnull=True), name="supervision_report_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(is_enough__isnull=True, decided_at__isnull=True)
                | Q(is_enough__isnull=False, decided_at__isnull=False, decided_by__isnull=False),
                name="supervision_report_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"report on {self.order_id}"
