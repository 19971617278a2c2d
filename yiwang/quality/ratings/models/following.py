"""What a bad rating sets in motion: a call and putting right, or a contest."""

from django.db import models
from django.db.models import Q

from yiwang.ground.files.models import StoredFile
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.ratings.models.rating import Rating
from yiwang.quality.ratings.states import CallBack, ContestGround, ContestState, Measure, RectificationState

NOTE_SIGNS = 500


class Rectification(models.Model):
    """整改: of a service that was rated badly, by the unit that gave it. Of an appeal there is none: its call-back does that.

    `turn`: the how-manieth time. `call`: whether the rater was rung up within a day. `measure`, `note`: what the unit says it
    did; `salt`: of the note's digest in the record. `due_at`: as the ledger says.
    """

    rating = models.OneToOneField(Rating, models.CASCADE, related_name="rectification")
    state = models.CharField(max_length=10, choices=RectificationState.choices, default=RectificationState.OPEN)
    call = models.CharField(max_length=12, choices=CallBack.choices, default=CallBack.WAITING)
    turn = models.PositiveSmallIntegerField(default=1)
    measure = models.CharField(max_length=10, choices=Measure.choices, blank=True)
    note = EncryptedTextField()
    salt = models.CharField(max_length=32, blank=True)
    reported_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    reported_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="随评价", personal=("note", "salt"))

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(state="open"), name="rectification_open")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RectificationState.values), name="rectification_state_known"),
            models.CheckConstraint(condition=Q(call__in=CallBack.values), name="rectification_call_known"),
            models.CheckConstraint(condition=Q(turn__gte=1), name="rectification_turn_from_one"),
            models.CheckConstraint(
                condition=~Q(state__in=["reported", "settled", "unsettled", "unrated"])
                | Q(reported_at__isnull=False) & ~Q(measure=""),
                name="rectification_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating_id} {self.state}"


class Contest(models.Model):
    """申诉: a unit says that a bad rating is mistaken or malicious; somebody of another unit decides, once and for good."""

    rating = models.OneToOneField(Rating, models.CASCADE, related_name="contest")
    state = models.CharField(max_length=10, choices=ContestState.choices, default=ContestState.OPEN)
    ground = models.CharField(max_length=10, choices=ContestGround.choices)
    proof = EncryptedTextField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", db_index=False)
    """What shows it: a queue slip, a page of the system; None where words were enough."""
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    """Which looks at it."""
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    reason = EncryptedTextField()
    salt = models.CharField(max_length=32)

    privacy = Privacy(keep="随评价", personal=("proof", "reason", "salt"))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ContestState.values), name="contest_state_known"),
            models.CheckConstraint(condition=Q(ground__in=ContestGround.values), name="contest_ground_known"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True) | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="contest_decided_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating_id} {self.state}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("ratings.contest", self.pk)
