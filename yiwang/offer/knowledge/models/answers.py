"""What may be read by everybody, and who looked through the consultations."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.offer.knowledge.states import AnswerState, Ending

TITLE_SIGNS, QUESTION_SIGNS, ANSWER_SIGNS = 60, 1000, 4000


class Answer(models.Model):
    """公开问答: one question with its answer, without what points at a person.

    `source_*`: what it answers, as a reference; `number`: its public number, for officers alone. `theme`: the family of its
    category. `agreed_at`: when the asker said yes. `ending`: why it ended by itself. `version`: counts every change.
    """

    source_kind = models.CharField(max_length=40)
    source_id = models.CharField(max_length=40)
    number = models.CharField(max_length=24)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    line = models.CharField(max_length=30, blank=True)
    category = models.CharField(max_length=60, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in AnswerState], default=AnswerState.WAITING
    )
    title = models.CharField(max_length=TITLE_SIGNS, blank=True)
    question = models.TextField(max_length=QUESTION_SIGNS, blank=True)
    answer = models.TextField(max_length=ANSWER_SIGNS, blank=True)
    answered_at = models.DateTimeField()
    offered_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    redacted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    redacted_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    published_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, blank=True, choices=[(e.value, e.label) for e in Ending])
    reason = models.CharField(max_length=300, blank=True)
    review_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    privacy = Privacy(
        keep="公开期间保留；撤下满三年后删除",
        public=("title", "question", "answer", "category", "theme", "published_at"),
        personal=("reason",),
    )

    class Meta:
        ordering = [F("due_at").asc(nulls_last=True), "id"]
        constraints = [
            UniqueConstraint(fields=["source_kind", "source_id"], name="answer_once_a_source"),
            CheckConstraint(condition=Q(state__in=[s.value for s in AnswerState]), name="answer_state_known"),
            CheckConstraint(condition=Q(ending__in=["", *[e.value for e in Ending]]), name="answer_ending_known"),
            CheckConstraint(
                condition=~Q(state="published")
                | (
                    Q(published_at__isnull=False, redacted_by__isnull=False, published_by__isnull=False) & ~Q(answer="")
                ),
                name="answer_published_by_somebody",
            ),
            CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("redacted_by")), name="answer_two_hands"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due_at"], condition=Q(state__in=["waiting", "edited"]), name="answer_tasks"),
            models.Index(fields=["-published_at", "-id"], condition=Q(state="published"), name="answer_published"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"

    @property
    def ref(self) -> Ref:
        """What its events and its clock point at."""
        return Ref("knowledge.answer", self.pk)

    @property
    def source(self) -> Ref:
        """What it answers."""
        return Ref.parse(f"{self.source_kind}:{self.source_id}")


class Patrol(models.Model):
    """巡查: one look through the consultations below a unit on a day. `line`: empty for every line."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    line = models.CharField(max_length=30, blank=True)
    day = models.DateField()
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    waiting = models.PositiveIntegerField()
    late = models.PositiveIntegerField()

    privacy = Privacy(keep="三年，供考核倒查")

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [UniqueConstraint(fields=["unit", "line", "day"], name="patrol_once_a_day")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.line} {self.day}"
