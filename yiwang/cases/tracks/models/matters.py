"""法定事项 and its steps."""

from django.db import models
from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import LAWFUL_TRACKS
from yiwang.cases.tracks.states import LAWS, LIVE, Law, Level, MatterKind, MatterOutcome, MatterState, Move
from yiwang.ground.organisation.models import Officer
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Matter(models.Model):
    """法定事项: one file on the way of one law; one at a time.

    `level`: which instance it is in (1 处理, 2 复查, 3 复核). `body`: whose it is, where it was transferred. `system`,
    `system_number`: where else it is worked on, and under which number (警综平台 …). `clock`: which clock `due_at` is a copy of.
    `received_at`: from when the law counts, anew after a correction.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="matters")
    track = models.CharField(max_length=20, choices=[(t.value, t.label) for t in LAWFUL_TRACKS])
    kind = models.CharField(max_length=20, choices=[(k.value, k.label) for k in MatterKind])
    state = models.CharField(
        max_length=14, choices=[(s.value, s.label) for s in MatterState], default=MatterState.PROPOSED
    )
    level = models.PositiveSmallIntegerField(default=1)
    reason = EncryptedTextField()
    outcome = models.CharField(max_length=14, blank=True, choices=[(o.value, o.label) for o in MatterOutcome])
    body = models.CharField(max_length=80, blank=True)
    system = models.CharField(max_length=40, blank=True)
    system_number = models.CharField(max_length=80, blank=True)
    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    clock = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField(null=True)
    amber_at = models.DateTimeField(null=True)

    privacy = Privacy(
        keep="同案件",
        public=("track", "kind", "state", "level", "outcome", "body", "received_at", "accepted_at", "due_at"),
        personal=("reason", "system_number"),
    )

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=~Q(state=MatterState.DROPPED.value), name="matter_one_a_case"
            ),
            models.CheckConstraint(condition=Q(track__in=[t.value for t in LAWFUL_TRACKS]), name="matter_track_known"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in MatterKind]), name="matter_kind_known"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in MatterState]), name="matter_state_known"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=3), name="matter_level_one_to_three"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=[o.value for o in MatterOutcome]), name="matter_outcome_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ended", "dropped"]) | Q(ended_at__isnull=False), name="matter_ended_somewhen"
            ),
        ]
        indexes = [
            models.Index(
                fields=["track", "due_at", "id"], name="matter_live_due", condition=Q(state__in=[s.value for s in LIVE])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.state}"

    @property
    def ref(self) -> Ref:
        """What its clocks point at; its facts are the file's."""
        return Ref("tracks.matter", self.pk)

    @property
    def law(self) -> Law:
        """By which law."""
        return LAWS[MatterKind(self.kind)]

    @property
    def instance(self) -> Level | None:
        """The instance it is in."""
        return self.law.level(self.level)


class Step(models.Model):
    """法定环节: what was done, when, by whom, and in which words. `code`: outcome, ground or stage, by what the move asks."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="steps")
    level = models.PositiveSmallIntegerField()
    move = models.CharField(max_length=16, choices=[(m.value, m.value) for m in Move])
    code = models.CharField(max_length=16, blank=True)
    days = models.PositiveSmallIntegerField(default=0)
    words = EncryptedTextField()
    at = models.DateTimeField()
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = Privacy(keep="同案件", public=("move", "level", "code", "at"), personal=("words",))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(move__in=[m.value for m in Move]), name="matter_step_move_known")
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.move}"
