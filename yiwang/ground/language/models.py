"""Trained text models (weights as plain arrays, never code), the nights of learning, and how well was read by week."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yiwang.ground.language.states import ModelCause, ModelState, NightEnd, ProposalState
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class TextModel(models.Model):
    """One trained model. `blob`: npz arrays read without pickle (empty: dropped, its figures stay); `metrics`: what
    cross-validation measured, and `population`, cases by category among what it learnt from life.

    `taught_until`: the moment of the last case it learnt from; empty: it has learnt from none. `contest`: how it stood beside the
    model then in service on later cases that neither had seen (`queries.judging.Verdict`); empty: it was not compared.
    `is_whole`: its arrays are there.
    """

    version = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=8, choices=[(s.value, s.label) for s in ModelState])
    cause = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in ModelCause], default=ModelCause.FIRST, db_default="first"
    )
    trained_at = models.DateTimeField()
    taught_until = models.DateTimeField(null=True)
    examples = models.PositiveIntegerField()
    examples_digest = models.CharField(max_length=64)
    metrics = models.JSONField(default=dict)
    contest = models.JSONField(default=dict, db_default={})
    blob = models.BinaryField()
    is_whole = models.BooleanField(default=True, db_default=True)

    privacy: ClassVar[Privacy] = Privacy(keep="长期（模型不含可还原的诉求原文）", public=("version", "trained_at"))

    class Meta:
        """Newest first."""

        ordering = ("-version", "id")
        constraints = (
            models.UniqueConstraint(fields=("state",), condition=Q(state="active"), name="language_one_active_model"),
            models.CheckConstraint(condition=Q(version__gte=1), name="language_model_version_from_one"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ModelState]), name="language_model_state_known"
            ),
        )

    def __str__(self) -> str:
        return f"text model {self.version}"

    @property
    def ref(self) -> Ref:
        """Its name for the record."""
        return Ref("language.model", self.pk)


class Proposal(models.Model):
    """换模型: one officer asks that another version serve, another officer decides."""

    model = models.ForeignKey(TextModel, models.PROTECT, related_name="proposals")
    reason = models.CharField(max_length=200)
    state = models.CharField(
        max_length=8, choices=[(s.value, s.label) for s in ProposalState], default=ProposalState.OPEN
    )
    asked_by = models.CharField(max_length=64)
    asked_label = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, blank=True)
    decided_label = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=200, blank=True)

    privacy: ClassVar[Privacy] = Privacy(keep="长期：模型更换的依据")

    class Meta:
        """Newest first."""

        ordering = ("-asked_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("state",), condition=Q(state="open"), name="language_one_open_proposal"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ProposalState]), name="language_proposal_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | (
                    ~Q(state="open") & Q(decided_at__isnull=False) & (~Q(decided_by=F("asked_by")) | Q(state="refused"))
                ),
                name="language_proposal_two_hands",
            ),
        )

    def __str__(self) -> str:
        return f"proposal {self.pk} {self.state}"

    @property
    def ref(self) -> Ref:
        """Its name for the record."""
        return Ref("language.callback", self.pk)


class Night(models.Model):
    """夜间学习: what came of it, one row a night. `fresh`, `judged`, `overruled`: cases; `seconds`: how long it took."""

    day = models.DateField(unique=True)
    end = models.CharField(max_length=10, choices=[(s.value, s.label) for s in NightEnd])
    fresh = models.PositiveIntegerField(default=0)
    judged = models.PositiveIntegerField(default=0)
    overruled = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    model = models.ForeignKey(TextModel, models.PROTECT, null=True, related_name="+")

    privacy: ClassVar[Privacy] = Privacy(keep="长期：模型更换的依据")

    class Meta:
        """Newest first."""

        ordering = ("-day", "id")
        constraints = (
            models.CheckConstraint(condition=Q(end__in=[s.value for s in NightEnd]), name="language_night_end_known"),
        )

    def __str__(self) -> str:
        return f"night of {self.day} {self.end}"

    @property
    def ref(self) -> Ref:
        """Its name for the record."""
        return Ref("language.night", self.pk)


class Week(models.Model):
    """读得准不准，按周: of the cases that came in a week from Monday on, what was suggested beside what people decided.

    Counts by code alone, nobody's name and no case. `read`: cases that were read; `sure`: of these with a sure category.
    `told`: by question (type, category, unit) how many were decided, and in how many the suggestion stood. `categories`: cases by
    decided category. `turned`: `type:help>consult`, `category:a>b` → how often a decision said otherwise.
    """

    monday = models.DateField(unique=True)
    read = models.PositiveIntegerField(default=0)
    sure = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=dict)
    categories = models.JSONField(default=dict)
    turned = models.JSONField(default=dict)
    counted_at = models.DateTimeField()

    privacy: ClassVar[Privacy] = Privacy(keep="长期：只有按代码的件数")

    class Meta:
        """Newest first."""

        ordering = ("-monday", "id")
        constraints = (models.CheckConstraint(condition=Q(sure__lte=F("read")), name="language_week_sure_of_read"),)

    def __str__(self) -> str:
        return f"week of {self.monday}"

    @property
    def ref(self) -> Ref:
        """Its name for the record."""
        return Ref("language.week", self.pk)
