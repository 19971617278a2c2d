"""Trained text models: weights as plain arrays, never code."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.ground.language.states import ModelState
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class TextModel(models.Model):
    """One trained model. `blob`: npz arrays read without pickle; `metrics`: what cross-validation measured.

    The vocabulary keeps only sign sequences of at most three signs that stand in two examples or more.
    """

    version = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=8, choices=[(s.value, s.label) for s in ModelState])
    trained_at = models.DateTimeField()
    examples = models.PositiveIntegerField()
    examples_digest = models.CharField(max_length=64)
    metrics = models.JSONField(default=dict)
    blob = models.BinaryField()

    privacy: ClassVar[Privacy] = Privacy(keep="长期（模型不含可还原的诉求原文）", public=("version", "trained_at"))

    class Meta:
        """Newest first."""

        ordering = ("-version", "id")
        constraints = (
            models.UniqueConstraint(fields=("state",), condition=Q(state="active"), name="language_one_active_model"),
            models.CheckConstraint(condition=Q(version__gte=1), name="language_model_version_from_one"),
        )

    def __str__(self) -> str:
        return f"text model {self.version}"

    @property
    def ref(self) -> Ref:
        """Its name for the record."""
        return Ref("language.model", self.pk)
