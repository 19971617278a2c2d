"""超期说明: why a file was late, one for each due moment that was missed."""

from django.db import models
from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.supervision.states import ExplanationState, LateReason

TOLD_SIGNS, WORDS_SIGNS, WHY_SIGNS = 30, 1000, 200


class Explanation(models.Model):
    """超期说明: what a unit owes for one missed due moment (S1.15, 山东2017逐件书面说明).

    `missed_at`: the moment that was missed. `owed_by`: until when the explanation is owed. `words`: for the house; `told`:
    for the citizen, both encrypted. `due_at`: the new deadline, by its own clock: the file stays late. `escalated_at`: when the
    explanation itself became late, and the supervising unit was told.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="explanations")
    round = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    supervising_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    missed_at = models.DateTimeField()
    state = models.CharField(
        max_length=12, choices=[(s.value, s.label) for s in ExplanationState], default=ExplanationState.OWED
    )
    owed_by = models.DateTimeField(null=True)
    reason = models.CharField(max_length=12, choices=LateReason.choices, blank=True)
    words = EncryptedTextField()
    told = EncryptedTextField()
    due_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    written_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    why = EncryptedTextField()
    """Why it was sent back."""
    escalated_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件", personal=("words", "told", "why"))

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(
                fields=["unit", "owed_by", "id"],
                condition=Q(state__in=["owed", "sent_back", "submitted"]),
                name="supervision_expl_unit",
            ),
            models.Index(
                fields=["supervising_unit", "owed_by", "id"],
                condition=Q(state__in=["owed", "sent_back", "submitted"]),
                name="supervision_expl_above",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "missed_at"], name="supervision_expl_once_a_due"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ExplanationState]), name="supervision_expl_state_known"
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(reason__in=LateReason.values), name="supervision_expl_reason_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "accepted"]) | (~Q(reason="") & Q(written_by__isnull=False)),
                name="supervision_expl_written",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="supervision_expl_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.missed_at:%F}"

    @property
    def ref(self) -> Ref:
        """Its name in the record, and of its two clocks."""
        return Ref("supervision.explanation", self.pk)
