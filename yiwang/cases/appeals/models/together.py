"""Several units over one appeal: parts of helping units, and consultations with their opinions."""

from django.db import models
from django.db.models import Q

from yiwang.cases.appeals.models.appeal import Appeal
from yiwang.cases.appeals.states import ConsultationGround, ConsultationState, PartState
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import SealableTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Part(models.Model):
    """协办: what a helping unit is asked to do, by its own clock; the handling unit (主办) puts the parts together."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="parts")
    round = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    """Who of the helping unit answered."""
    state = models.CharField(max_length=10, choices=[(s.value, s.label) for s in PartState], default=PartState.OPEN)
    task = SealableTextField(max_length=1000, sealed_if="appeal.case.is_kept_secret")
    answer = SealableTextField(max_length=2000, blank=True, sealed_if="appeal.case.is_kept_secret")
    called_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", personal=("task", "answer"))

    class Meta:
        ordering = ["called_at", "id"]
        indexes = [models.Index(fields=["unit", "due_at", "id"], condition=Q(state="open"), name="part_open_of_unit")]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "unit"], condition=Q(state="open"), name="part_one_open_a_unit"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in PartState]), name="part_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.unit_id} {self.state}"

    @property
    def ref(self) -> Ref:
        """What its clock belongs to."""
        return Ref("appeals.part", self.pk)


class Consultation(models.Model):
    """会商: lines and experts sit together over one appeal and come to one conclusion within five working days (ap.consult)."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="consultations")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in ConsultationState], default=ConsultationState.OPEN
    )
    ground = models.CharField(max_length=14, choices=[(g.value, g.label) for g in ConsultationGround])
    question = SealableTextField(max_length=1000, sealed_if="appeal.case.is_kept_secret")
    convened_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    convened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    meets_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=80, blank=True)
    minutes = SealableTextField(max_length=5000, blank=True, sealed_if="appeal.case.is_kept_secret")
    conclusion = SealableTextField(max_length=2000, blank=True, sealed_if="appeal.case.is_kept_secret")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    """Which unit should handle it, where the conclusion names one; it is pushed or designated by the ordinary move."""
    ended_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", personal=("question", "minutes", "conclusion"))

    class Meta:
        ordering = ["-convened_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["appeal"], condition=Q(state="open"), name="consultation_one_open"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ConsultationState]), name="consultation_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.state}"

    @property
    def ref(self) -> Ref:
        """What came from it names it so."""
        return Ref("appeals.consultation", self.pk)


class Opinion(models.Model):
    """意见: who was asked to a consultation, and, once given, what they say. `line`: of the expert, as the post names it."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="opinions")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    line = models.CharField(max_length=30, blank=True)
    text = SealableTextField(max_length=2000, blank=True, sealed_if="consultation.appeal.case.is_kept_secret")
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", personal=("text",))

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["officer"], condition=Q(given_at=None), name="opinion_waited_for")]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "officer"], name="opinion_one_an_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.officer_id}"
