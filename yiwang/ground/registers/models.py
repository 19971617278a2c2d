"""Questions to registers, and what came back."""

from django.db import models
from django.db.models import Q

from yiwang.ground.registers.states import Act, Outcome, Register, Trouble
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class LookUp(models.Model):
    """查询: one question, or one thing done (`act`). `facts`: what came back, as JSON; `serial`: the other side's number."""

    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    register = models.CharField(max_length=12, choices=Register.choices)
    act = models.CharField(max_length=20, choices=Act.choices, blank=True)
    request_id = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=80)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    trouble = models.CharField(max_length=12, choices=Trouble.choices, blank=True)
    serial = models.CharField(max_length=64, blank=True)
    facts = EncryptedTextField()
    asked_by = models.CharField(max_length=120)
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()

    privacy = Privacy(
        keep="同案件；案件匿名化时清空查询结果",
        public=("register", "act", "outcome", "purpose", "at"),
        sensitive=("facts",),
    )

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "id"], name="registers_of_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="registers_outcome_known"),
            models.CheckConstraint(condition=Q(register__in=Register.values), name="registers_register_known"),
            models.CheckConstraint(condition=~Q(outcome="failed") | ~Q(trouble=""), name="registers_failure_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.outcome}"

    @property
    def subject(self) -> Ref:
        """The file it was asked for."""
        return Ref.parse(f"{self.subject_kind}:{self.subject_id}")
