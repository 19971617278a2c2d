"""The appeal itself: its words, what the house understood, its disputes and its alarm."""

from django.db import models
from django.db.models import Q

from yiwang.cases.appeals.states import AppealType, Outcome
from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField, SealableTextField
from yiwang.kit.privacy import Privacy


class Route(models.TextChoices):
    """How it found its unit (济南: ≥85% directly)."""

    DIRECT = "direct", "系统直推"
    OPERATOR = "operator", "人工分派"


class Appeal(models.Model):
    """诉求: what the citizen said, and what the house understood of it."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="appeal")
    type = models.CharField(max_length=12, choices=[(t.value, t.label) for t in AppealType])
    category = models.CharField(max_length=60, blank=True)
    area_code = models.CharField(max_length=20, blank=True)
    place = SealableTextField(max_length=120, blank=True, sealed_if="case.is_kept_secret")
    content = models.TextField(blank=True)
    sealed_content = EncryptedTextField()
    occurred_at = models.DateTimeField(null=True)
    route = models.CharField(max_length=10, choices=Route.choices, default=Route.OPERATOR)
    suggestion = models.JSONField(default=dict)
    tripwire = models.JSONField(default=dict)
    pushed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=20, blank=True, choices=[(o.value, o.label) for o in Outcome])
    dispute_until = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    first_asked = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    """首问负责人: who was asked first and stays responsible until a unit has signed (mission S5.24)."""
    publishing_refused_at = models.DateTimeField(null=True)
    """When the asker said that question and answer may not be published."""

    privacy = Privacy(
        keep="同案件",
        public=("type", "category", "outcome", "dispute_until"),
        personal=("content", "place", "suggestion", "tripwire"),
        sensitive=("sealed_content",),
    )

    class Meta:
        ordering = ["case_id"]
        constraints = [
            models.CheckConstraint(condition=Q(type__in=[t.value for t in AppealType]), name="appeal_type_known"),
        ]

    def __str__(self) -> str:
        return str(self.case_id)

    @property
    def words(self) -> str:
        """What was said, wherever it is kept."""
        return self.content or self.sealed_content


class Dispute(models.Model):
    """不认可: why the citizen says that it is not settled."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="disputes")
    round = models.PositiveSmallIntegerField()
    reason = SealableTextField(max_length=2000, sealed_if="appeal.case.is_kept_secret")
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件", personal=("reason",))

    class Meta:
        ordering = ["-round", "-id"]
        constraints = [models.UniqueConstraint(fields=["appeal", "round"], name="dispute_once_a_round")]

    def __str__(self) -> str:
        return f"{self.appeal_id}/{self.round}"


class Alarm(models.Model):
    """紧急警示: rings on the duty desk until somebody answers by name; else the duty leader's phone rings."""

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="alarm")
    page = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件")

    class Meta:
        ordering = ["raised_at", "id"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(acknowledged_at=None), name="alarm_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.page}"
