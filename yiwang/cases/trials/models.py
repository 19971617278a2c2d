"""A rehearsal and what it found, appeal by appeal."""

from django.db import models
from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.cases.trials.states import OPEN, TrialState
from yiwang.ground.rules.models import Ruleset
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Trial(models.Model):
    """预演: one draft over the appeals registered from `since` until, not including, `until`, against what was in force.

    `base_version`: the version it was compared with. `cursor_at`, `cursor_id`: the last appeal that was read, the newest being
    the first; from there it goes on. `total`, `done`, `changed`: appeals (of message templates: messages). `sums`: see `added`.
    """

    ruleset = models.ForeignKey(Ruleset, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    base_version = models.PositiveIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in TrialState], default=TrialState.WAITING
    )
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    cursor_at = models.DateTimeField(null=True)
    cursor_id = models.BigIntegerField(null=True)
    sums = models.JSONField(default=dict)
    begun_by = models.CharField(max_length=120)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="与规则版本一并永久保存：批准的依据", public=("kind", "state", "total"))

    class Meta:
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["ruleset"], condition=Q(state__in=OPEN), name="trial_one_open"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in TrialState]), name="trial_state_known"),
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="trial_period"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at=None) | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
                name="trial_ended_when_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("trials.trial", self.pk)


class TrialLine(models.Model):
    """One appeal that would come out otherwise: the codes that differ, as they are and as they would be; never a word of it.

    Sealed files, and those that either side would seal, have none: they are counted in the sums alone.
    """

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="lines")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    privacy = Privacy(keep="预演结束后九十天（每日由 trials.forget 执行）；汇总数随预演保存")

    class Meta:
        ordering = ["trial_id", "id"]
        constraints = [models.UniqueConstraint(fields=["trial", "case"], name="trial_line_once_a_case")]

    def __str__(self) -> str:
        return f"{self.trial_id}/{self.case_id}"
