"""The ledger of every clock, append-only, and the clock as it stands: a projection written by recomputation alone."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from yiwang.ground.clocks.states import Action, State
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class OfClock(models.Model):
    """A row about one round of one kind of clock of one thing, pointed at by name."""

    subject_kind = models.CharField(max_length=60, db_collation="C")
    subject_id = models.CharField(max_length=64, db_collation="C")
    kind = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def subject(self) -> Ref:
        """The thing the clock belongs to."""
        return Ref.parse(f"{self.subject_kind}:{self.subject_id}")

    @property
    def key(self) -> tuple[str, int]:
        """Which clock of its subject."""
        return self.kind, self.round


class Entry(OfClock):
    """One line of the ledger.

    `terms`: on a start or a change, the limit and the duty hours as they held then. `days`: added by an extension (in the
    clock's own kind of day), or the longest a pause may last. `ground`: a code of `states.Ground`, or words.
    """

    privacy: ClassVar = Privacy(
        keep="随诉求保存：期限的计算凭据", public=("kind", "round", "action", "at", "ground", "days")
    )

    action = models.CharField(max_length=10, choices=[(action.value, action.value) for action in Action])
    at = models.DateTimeField()
    terms = models.JSONField(null=True, blank=True)
    ground = models.CharField(max_length=200, blank=True)
    days = models.PositiveSmallIntegerField(default=0)
    actor = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind", "round"],
                condition=Q(action__in=[Action.START.value, Action.RESTART.value]),
                name="clocks_entry_one_start",
            ),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind", "round"],
                condition=Q(action=Action.EXTEND.value),
                name="clocks_entry_one_extension",
            ),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind", "round"],
                condition=Q(action=Action.STOP.value),
                name="clocks_entry_one_stop",
            ),
            models.CheckConstraint(
                condition=Q(action__in=[action.value for action in Action]), name="clocks_entry_action"
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="clocks_entry_round"),
            models.CheckConstraint(
                condition=Q(
                    action__in=[Action.START.value, Action.RESTART.value, Action.CHANGE.value], terms__isnull=False
                )
                | (
                    ~Q(action__in=[Action.START.value, Action.RESTART.value, Action.CHANGE.value])
                    & Q(terms__isnull=True)
                ),
                name="clocks_entry_terms",
            ),
            models.CheckConstraint(
                condition=~Q(action=Action.EXTEND.value, days=0), name="clocks_entry_extension_days"
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "id"], name="clocks_entry_subject")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind}/{self.round} {self.action}"


class Clock(OfClock):
    """A round of a clock as it stands. `due_at`, `amber_at`, `red_at` are empty while it is paused.

    `is_provisional`: counted on days whose calendar is not published. `near_sent_at`, `missed_sent_at`: when the sweep told.
    """

    privacy: ClassVar = Privacy(
        keep="随诉求保存：由账本重算得出",
        public=("kind", "round", "state", "limit", "started_at", "due_at", "stopped_at", "is_provisional"),
    )

    state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in State])
    limit = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    amber_at = models.DateTimeField(null=True, blank=True)
    red_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    is_provisional = models.BooleanField(default=False)
    near_sent_at = models.DateTimeField(null=True, blank=True)
    missed_sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "kind", "round"], name="clocks_clock_once"),
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="clocks_clock_state"),
            models.CheckConstraint(
                condition=Q(state=State.STOPPED.value, stopped_at__isnull=False)
                | (~Q(state=State.STOPPED.value) & Q(stopped_at__isnull=True)),
                name="clocks_clock_stopped",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PAUSED.value) | Q(due_at__isnull=True), name="clocks_clock_paused_no_due"
            ),
        ]
        indexes = [
            models.Index(
                fields=["amber_at"], name="clocks_clock_near", condition=Q(state=State.RUNNING.value, near_sent_at=None)
            ),
            models.Index(
                fields=["red_at"],
                name="clocks_clock_missed",
                condition=Q(state=State.RUNNING.value, missed_sent_at=None),
            ),
            models.Index(fields=["due_at"], name="clocks_clock_due", condition=Q(state=State.RUNNING.value)),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind}/{self.round} {self.state}"
