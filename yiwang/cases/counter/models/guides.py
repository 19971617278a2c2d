"""Guides to services that anybody may read: the portal's own copy of what the catalogue has published."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from yiwang.cases.counter.models.border import RENEWED
from yiwang.kit.privacy import Privacy


class PublicGuide(models.Model):
    """公开指南: one service item as the portal shows it and takes applications for it. Taken down it keeps its key alone.

    `key`: the item's code, and its public address. `body`: what is public of the version in force, as plain JSON. `terms`: words
    it is found by, each with its weight; `found_by`: the keys of these words, four bytes each, low byte first.
    """

    key = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    line = models.CharField(max_length=40, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    life_events = ArrayField(models.CharField(max_length=60), default=list)
    is_online = models.BooleanField(default=False)
    body = models.JSONField(null=True)
    terms = models.JSONField(default=list)
    found_by = models.BinaryField(default=b"", blank=True)
    is_gone = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    is_waiting = models.BooleanField(default=False)

    privacy = Privacy(
        keep="公开期间；撤下即清空",
        public=(
            "key", "name", "name_en", "line", "theme", "life_events", "is_online", "body", "terms", "found_by", "is_gone",
            "version", "updated_at", "is_waiting",
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["name", "key", "id"]
        indexes = [models.Index(fields=["id"], condition=models.Q(is_waiting=True), name="counter_guide_waiting")]
        triggers = [
            pgtrigger.Trigger(
                name="wake_the_relay_for_guides",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__is_waiting=True),
                func=f"PERFORM pg_notify('{RENEWED}', ''); RETURN NULL;",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.name}"
