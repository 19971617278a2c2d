"""What is asked of, decided by, or ordered from above: requests, returns and designation, hand-back, instructions."""

from django.db import models
from django.db.models import Q

from yiwang.cases.appeals.models.appeal import Appeal
from yiwang.cases.appeals.states import InstructionState, PauseGround, RequestKind, RequestState, ReturnGround
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import SealableTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Request(models.Model):
    """报批: an extension (working days) or a lawful pause, asked by who handles it, decided by who may approve.

    `days`: of an extension. `ground`, `proof`: of a pause; the proof is the number or name of the paper that shows it.
    `ended_at`: when a granted pause ended.
    """

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="requests")
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in RequestKind])
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in RequestState], default=RequestState.WAITING
    )
    days = models.PositiveSmallIntegerField(default=0)
    ground = models.CharField(max_length=10, blank=True, choices=[(g.value, g.label) for g in PauseGround])
    proof = SealableTextField(max_length=120, blank=True, sealed_if="appeal.case.is_kept_secret")
    reason = SealableTextField(max_length=300, sealed_if="appeal.case.is_kept_secret")
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    opinion = SealableTextField(max_length=300, blank=True, sealed_if="appeal.case.is_kept_secret")
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", public=("kind", "days", "ground"), personal=("reason", "proof", "opinion"))

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["asked_at"], condition=Q(state="waiting"), name="request_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["appeal"], condition=Q(state="waiting"), name="request_one_waiting"),
            models.UniqueConstraint(
                fields=["appeal", "round"], condition=Q(kind="extension", state="granted"),
                name="request_one_extension_a_round",
            ),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in RequestKind]), name="request_kind_known"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in RequestState]), name="request_state_known"),
            models.CheckConstraint(
                condition=Q(kind="extension", days__gte=1, ground="") | (Q(kind="pause", days=0) & ~Q(ground="")),
                name="request_says_what",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.kind} {self.state}"


class Return(models.Model):
    """退办: a unit gives it back within two working days with a ground and a suggestion; twice at most (ap.return)."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="returns")
    number = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=12, choices=[(g.value, g.label) for g in ReturnGround])
    reason = SealableTextField(max_length=300, sealed_if="appeal.case.is_kept_secret")
    suggested = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件", personal=("reason",))

    class Meta:
        ordering = ["appeal_id", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "number"], name="return_numbered"),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="return_twice_at_most"),
            models.CheckConstraint(condition=Q(ground__in=[g.value for g in ReturnGround]), name="return_ground_known"),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} #{self.number}"


class Designation(models.Model):
    """指定管辖: after two returns the superior says whose it is, and no third return exists (ap.designate)."""

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="designation")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = SealableTextField(max_length=300, sealed_if="appeal.case.is_kept_secret")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件", personal=("reason",))

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.appeal_id} → {self.unit_id}"


class HandBack(models.Model):
    """退回来源: what another platform sent and is not the bureau's goes back to it, with its ground (ap.12345.return)."""

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="hand_back")
    ground = SealableTextField(max_length=300, sealed_if="appeal.case.is_kept_secret")
    body = models.CharField(max_length=80, blank=True)
    """Whose business it is, as far as known."""
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件", public=("body",), personal=("ground",))

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.appeal_id} ← {self.body}"


class Instruction(models.Model):
    """批示: a leader's order on one appeal, tracked until it is reported and the leader is content."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="instructions")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in InstructionState], default=InstructionState.OPEN
    )
    text = SealableTextField(max_length=1000, sealed_if="appeal.case.is_kept_secret")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    report = SealableTextField(max_length=2000, blank=True, sealed_if="appeal.case.is_kept_secret")
    reported_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", personal=("text", "report"))

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["by", "-at", "-id"], condition=~Q(state="closed"), name="instruction_followed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in InstructionState]), name="instruction_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.state}"

    @property
    def ref(self) -> Ref:
        """What its clock belongs to."""
        return Ref("appeals.instruction", self.pk)
