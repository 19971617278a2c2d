"""渠道日数: what happened on a day in a channel, counted; so that a year is read from a few hundred rows."""

from django.db import models
from django.db.models import F, Q

from yiwang.kit.privacy import Privacy

OF_APPEALS = ("taken_in", "direct", "diverted", "answered", "on_time", "late", "withdrawn")
OF_APPLICATIONS = ("filed", "decided", "decided_on_time", "decided_late", "undecided")
FIGURES = (*OF_APPEALS, *OF_APPLICATIONS)


class Tally(models.Model):
    """渠道日数. `day`: of China. `channel`: its code; empty where something was diverted without a file and without a call.

    `is_sealed`: of sealed files alone. `on_time`, `late`: of `answered`, those that had a term. Of applications: `filed`,
    `decided` (of them in time and late by the promise), and `undecided`, ended without a decision; they are in no other figure.
    """

    day = models.DateField()
    channel = models.CharField(max_length=40, blank=True)
    is_sealed = models.BooleanField(default=False)
    taken_in = models.PositiveIntegerField(default=0)
    direct = models.PositiveIntegerField(default=0)
    diverted = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    on_time = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    filed = models.PositiveIntegerField(default=0, db_default=0)
    decided = models.PositiveIntegerField(default=0, db_default=0)
    decided_on_time = models.PositiveIntegerField(default=0, db_default=0)
    decided_late = models.PositiveIntegerField(default=0, db_default=0)
    undecided = models.PositiveIntegerField(default=0, db_default=0)
    counted_at = models.DateTimeField()

    privacy = Privacy(keep="长期：只有合计数")

    class Meta:
        ordering = ["-day", "channel", "id"]
        constraints = [
            models.UniqueConstraint(fields=["day", "channel", "is_sealed"], name="tally_once_a_day"),
            models.CheckConstraint(condition=Q(answered__gte=F("on_time") + F("late")), name="tally_answered_in_parts"),
            models.CheckConstraint(
                condition=Q(decided__gte=F("decided_on_time") + F("decided_late")), name="tally_decided_in_parts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.channel}"
