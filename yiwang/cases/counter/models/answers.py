"""Questions and answers that anybody may read: the portal's own copy of what the house has let out."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from yiwang.kit.privacy import Privacy

RENEWED = "yiwang_projections"
"""The same channel as for projections: it wakes the relay."""


SHOWN = ("title", "question", "answer", "theme", "theme_label", "category_label", "unit", "unit_en")
"""What is carried as text."""


class PublicAnswer(models.Model):
    """公开的问答: one of them as the portal shows it. Taken down it keeps its key alone (`is_gone`), so that the
    removal is carried too.

    `key`: of the answer inside, and its public address. `theme`: the family it stands under. `folded`, `tokens`: what it is found
    by. `is_waiting`: the relay has not carried this version out yet.
    """

    key = models.BigIntegerField(unique=True)
    title = models.CharField(max_length=60, blank=True)
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    theme = models.CharField(max_length=60, blank=True)
    theme_label = models.CharField(max_length=60, blank=True)
    category_label = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    unit_en = models.CharField(max_length=120, blank=True)
    published_at = models.DateTimeField(null=True)
    folded = models.TextField(blank=True)
    tokens = ArrayField(models.IntegerField(), default=list)
    is_gone = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    is_waiting = models.BooleanField(default=False)

    privacy = Privacy(
        keep="公开期间；撤下即清空",
        public=(
            "key", "title", "question", "answer", "theme", "theme_label", "category_label", "unit", "unit_en", "published_at",
            "folded", "tokens",
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["-published_at", "-key", "id"]
        indexes = [
            models.Index(
                fields=["-published_at", "-key"], condition=models.Q(is_gone=False), name="counter_answer_newest"
            ),
            models.Index(
                fields=["theme", "-published_at"], condition=models.Q(is_gone=False), name="counter_answer_theme"
            ),
            models.Index(fields=["id"], condition=models.Q(is_waiting=True), name="counter_answer_waiting"),
            GinIndex(fields=["tokens"], name="counter_answer_tokens"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="wake_the_relay_for_answers",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__is_waiting=True),
                func=f"PERFORM pg_notify('{RENEWED}', ''); RETURN NULL;",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"
