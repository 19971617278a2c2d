"""A survey with its strata, the places of its sample, and responses that lead back to none of them."""

from django.db import models
from django.db.models import F, Q

from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.surveys.states import Axis, Frame, PickState, SurveyState

TITLE_SIGNS, WHY_SIGNS, NOTE_SIGNS, LABEL_SIGNS = 40, 300, 300, 40


class Survey(models.Model):
    """民意调查: a questionnaire with a sample.

    `unit`: whose survey it is. `since`, `until`: who was answered or served on which days may be drawn. `target`: how many are
    to be asked. `questions`: as `queries.questions` reads them. `version`: counts what was written; the approved one is asked.
    `seed`: by which the sample was drawn, so that anybody may draw it again. `population`: people in the frame when drawn.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE_SIGNS)
    why = models.CharField(max_length=WHY_SIGNS)
    frame = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Frame])
    axis = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Axis], default=Axis.NONE)
    since = models.DateField()
    until = models.DateField()
    target = models.PositiveIntegerField()
    questions = models.JSONField(default=list)
    days = models.PositiveSmallIntegerField(default=7)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in SurveyState], default=SurveyState.DRAFT
    )
    note = models.CharField(max_length=NOTE_SIGNS, blank=True)
    drafted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    approved_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True)
    seed = models.CharField(max_length=32, blank=True)
    population = models.PositiveIntegerField(default=0)
    sample_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the sample in its order, by which somebody who draws it again sees that it is the same."""
    drawn_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    is_public = models.BooleanField(default=False)
    finding = models.CharField(max_length=WHY_SIGNS, blank=True)
    """What the result says, in words, beside a published one."""
    created_at = models.DateTimeField()

    privacy = Privacy(keep="长期；样本在调查结束时删除，只留数", public=("title", "questions", "seed", "finding"))

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["closes_at", "id"], condition=Q(state="open"), name="survey_open"),
            models.Index(fields=["unit", "-created_at", "-id"], name="survey_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in SurveyState]), name="survey_state_known"
            ),
            models.CheckConstraint(condition=Q(frame__in=[one.value for one in Frame]), name="survey_frame_known"),
            models.CheckConstraint(condition=Q(axis__in=[one.value for one in Axis]), name="survey_axis_known"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="survey_days_in_order"),
            models.CheckConstraint(condition=Q(target__gte=1), name="survey_asks_somebody"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "dropped"])
                | Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("drafted_by")),
                name="survey_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("surveys.survey", self.pk)


class Stratum(models.Model):
    """层: one part of the frame with its quota. `population`: people in it when the sample was drawn.

    The four figures are counted when the survey closes: then the places of its sample are deleted.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="strata")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=LABEL_SIGNS)
    population = models.PositiveIntegerField()
    quota = models.PositiveIntegerField()
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    silent = models.PositiveIntegerField(default=0)
    spared = models.PositiveIntegerField(default=0)

    privacy = Privacy(keep="随调查")

    class Meta:
        ordering = ["-population", "id"]
        constraints = [models.UniqueConstraint(fields=["survey", "code"], name="survey_stratum_once")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.code}"


class Pick(models.Model):
    """样本: one place of a sample, in the order drawn. Who is spared gives it to the next in reserve of the same stratum.

    `subject_kind`, `subject_id`: what was answered or served. No officer reads this table; pages count it.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="picks")
    stratum = models.ForeignKey(Stratum, models.CASCADE, related_name="+", db_index=False)
    rank = models.PositiveIntegerField()
    subject_kind = models.CharField(max_length=60, db_collation="C")
    subject_id = models.BigIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in PickState], default=PickState.RESERVE
    )
    spare = models.CharField(max_length=12, blank=True)
    """Why somebody was left in peace, as `asking` says it."""

    privacy = Privacy(keep="调查结束时删除，只留各层的数")

    class Meta:
        ordering = ["stratum", "rank", "id"]
        indexes = [models.Index(fields=["survey", "state", "stratum", "rank"], name="survey_pick_state")]
        constraints = [
            models.UniqueConstraint(fields=["survey", "subject_kind", "subject_id"], name="survey_pick_once"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in PickState]), name="survey_pick_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}/{self.rank}"

    @property
    def ref(self) -> Ref:
        """Under which name the question about it is put."""
        return Ref("surveys.pick", self.pk)


class Response(models.Model):
    """答卷: what somebody answered. `choices`: codes by question; `words`: what was written, JSON by question.

    No key to a person, a file or a pick, and no moment: so nobody can say later whose it is.
    """

    id = models.UUIDField(primary_key=True)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")
    stratum = models.ForeignKey(Stratum, models.CASCADE, related_name="+", db_index=False)
    choices = models.JSONField(default=dict)
    words = EncryptedTextField()

    privacy = Privacy(keep="原话在调查结束三年后清除；选项长期", personal=("words",))

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"response to {self.survey_id}"
