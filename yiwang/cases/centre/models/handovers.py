"""送达: answers that a person takes to who asked."""

from django.db import models
from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.cases.centre.states import HandOverState, HandOverStep, HandOverWay, Satisfaction
from yiwang.ground.organisation.models import Officer
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class HandOver(models.Model):
    """送达: one step for one answer (`round`). `place`: which step it is, from 1; it is open once those before it are done.

    `receiver`: who took it; `proof`: tracking number, number of their receipt; `said`: what they said of it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="hand_overs")
    round = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=14, choices=[(w.value, w.label) for w in HandOverWay])
    step = models.CharField(max_length=12, choices=[(s.value, s.label) for s in HandOverStep])
    place = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in HandOverState], default=HandOverState.WAITING
    )
    owed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    receiver = EncryptedTextField()
    proof = models.CharField(max_length=80, blank=True)
    said = EncryptedTextField()
    satisfaction = models.CharField(max_length=14, blank=True, choices=[(s.value, s.label) for s in Satisfaction])
    handed_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", personal=("receiver", "said", "proof"))

    class Meta:
        ordering = ["due_at", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "step"], name="hand_over_once_a_step"),
            models.CheckConstraint(condition=Q(way__in=[w.value for w in HandOverWay]), name="hand_over_way_known"),
            models.CheckConstraint(condition=Q(step__in=[s.value for s in HandOverStep]), name="hand_over_step_known"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in HandOverState]), name="hand_over_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(ended_at__isnull=False), name="hand_over_ended_somewhen"
            ),
        ]
        indexes = [models.Index(fields=["due_at", "id"], name="hand_over_waiting", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.round} {self.way} {self.step} {self.state}"

    @property
    def ref(self) -> Ref:
        """The name of this step in pages and jobs; its facts are the file's."""
        return Ref("centre.hand_over", self.pk)


class HandOverTry(models.Model):
    """送达一次没有成: when, how, and why not."""

    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="tries")
    at = models.DateTimeField()
    how = EncryptedTextField()
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)

    privacy = Privacy(keep="同案件", personal=("how",))

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"try {self.pk} of {self.hand_over_id}"
