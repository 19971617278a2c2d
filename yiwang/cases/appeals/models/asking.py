"""What goes to and fro with the citizen while the appeal is handled: questions, more material, urging."""

from django.db import models
from django.db.models import Q

from yiwang.cases.appeals.models.appeal import Appeal
from yiwang.cases.appeals.states import QuestionState
from yiwang.ground.organisation.models import Officer
from yiwang.kit.crypto import SealableTextField
from yiwang.kit.privacy import Privacy


class Question(models.Model):
    """回问: one thing the officer must know; the promise waits for the answer, five days at most (ap.pause, ap.askback)."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="questions")
    round = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in QuestionState], default=QuestionState.OPEN
    )
    text = SealableTextField(max_length=1000, sealed_if="appeal.case.is_kept_secret")
    answer = SealableTextField(max_length=2000, blank=True, sealed_if="appeal.case.is_kept_secret")
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    """When it was answered, lapsed, or was taken back."""

    privacy = Privacy(keep="同案件", public=("state", "due_at"), personal=("text", "answer"))

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="open"), name="question_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["appeal"], condition=Q(state="open"), name="question_one_open"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in QuestionState]), name="question_state_known"
            ),
            models.CheckConstraint(condition=Q(state="open") ^ Q(ended_at__isnull=False), name="question_ends_once"),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id}/{self.round} {self.state}"


class Supplement(models.Model):
    """补充: what the citizen added later; files hang on the case. `key`: of its sending, so that twice is once."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="supplements")
    round = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80, unique=True)
    text = SealableTextField(max_length=2000, blank=True, sealed_if="appeal.case.is_kept_secret")
    files = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件", public=("at",), personal=("text",))

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.appeal_id}/{self.round}"


class Urge(models.Model):
    """催办: once a working day a citizen may press; it reaches the supervising unit (ap.urge). `day`: the bureau's date."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="urges")
    round = models.PositiveSmallIntegerField()
    day = models.DateField()
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件", public=("at",))

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["appeal", "day"], name="urge_once_a_day")]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.day}"
