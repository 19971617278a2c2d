"""Tables of the loop: the loop of a file, each bad answer in it, what was done at each step, and the bodies' opinions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.asking.states import Door, Grade
from yiwang.quality.callbacks.states import LIVE, WRITTEN, Ground, LoopLevel, LoopState

_STATES = [(one.value, one.label) for one in LoopState]
_LEVELS = [(one.value, one.label) for one in LoopLevel]
_GROUNDS = [(one.value, one.label) for one in Ground]


class Loop(models.Model):
    """回访闭环: what follows on one file since somebody was not satisfied; it begins with the first bad answer, never before.

    `unit`, `supervising_unit`: whose answer it was, and who looks after that unit. `round`: the file's round of the last bad
    answer. `due_at`: by when the step that is waited for has to be done. `ground`, `closed_by`, `contest_until`: of an end
    that was explained; `is_contested`: it was contested once, which is as often as it may be.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, choices=_LEVELS, default=LoopLevel.TWO)
    state = models.CharField(max_length=12, choices=_STATES, default=LoopState.UNDERSTAND)
    round = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    supervising_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    ground = models.CharField(max_length=12, choices=_GROUNDS, blank=True)
    closed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    contest_until = models.DateTimeField(null=True)
    is_contested = models.BooleanField(default=False)

    privacy = Privacy(keep="同案件")

    class Meta:
        ordering = ["-changed_at", "-id"]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state__in=sorted(LIVE)), name="callbacks_loop_live"),
            models.Index(
                fields=["unit", "due_at", "id"], condition=Q(state__in=sorted(LIVE)), name="callbacks_loop_unit"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in LoopState]), name="callbacks_state_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[one.value for one in LoopLevel]), name="callbacks_level_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | (~Q(ground="") & Q(closed_by__isnull=False, contest_until__isnull=False)),
                name="callbacks_ended_with_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.level} {self.state}"

    @property
    def ref(self) -> Ref:
        """What its clocks and messages hang on."""
        return Ref("callbacks.loop", self.pk)

    @property
    def is_live(self) -> bool:
        """Whether somebody here has to do something."""
        return self.state in LIVE


class Turn(models.Model):
    """One bad answer: to the answer of which round of the file, at which door, why. `level`: which it led to."""

    loop = models.ForeignKey(Loop, models.PROTECT, related_name="turns")
    round = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=8, choices=_LEVELS)
    grade = models.CharField(max_length=20, choices=Grade.choices, blank=True)
    reasons = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    door = models.CharField(max_length=8, choices=Door.choices, blank=True)
    is_late = models.BooleanField(default=False)
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["loop", "round"], condition=Q(is_late=False), name="callbacks_turn_once")
        ]

    def __str__(self) -> str:
        return f"{self.loop_id}/{self.round}"


class Act(models.Model):
    """One step of somebody here, in their words: what was understood, concluded, decided. `code`: the ground of a closing."""

    loop = models.ForeignKey(Loop, models.PROTECT, related_name="acts")
    move = models.CharField(max_length=12, choices=[(one.value, one.value) for one in WRITTEN])
    level = models.CharField(max_length=8, choices=_LEVELS)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    words = EncryptedTextField()
    code = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件", personal=("words",))

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.loop_id} {self.move}"


class Opinion(models.Model):
    """会同意见: what one of the bodies that a leader named found. `given_at` empty: still waited for."""

    loop = models.ForeignKey(Loop, models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    words = EncryptedTextField(blank=True)

    privacy = Privacy(keep="同案件", personal=("words",))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["loop", "unit"], name="callbacks_opinion_once"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | Q(officer__isnull=False), name="callbacks_opinion_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loop_id}/{self.unit_id}"
