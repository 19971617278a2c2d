"""黄牌、红牌."""

from django.db import models
from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.supervision.states import CardKind, CardState, LiftGround

NOTE_SIGNS = 200


class Card(models.Model):
    """黄牌、红牌: a clock gave it to the unit that had the file; `due_at`: the promise it is about."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="cards")
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=CardKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    due_at = models.DateTimeField()
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=CardState.choices, default=CardState.OPEN)
    ended_at = models.DateTimeField(null=True)
    ground = models.CharField(max_length=12, choices=LiftGround.choices, blank=True)
    note = models.CharField(max_length=NOTE_SIGNS, blank=True)
    lifted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = Privacy(keep="同案件", personal=("note",))

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["unit", "-at", "-id"], name="supervision_card_unit")]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "due_at"], name="supervision_card_once_a_due"),
            models.CheckConstraint(condition=Q(kind__in=CardKind.values), name="supervision_card_kind_known"),
            models.CheckConstraint(condition=Q(state__in=CardState.values), name="supervision_card_state_known"),
            models.CheckConstraint(
                condition=Q(state="lifted") & Q(ground__in=LiftGround.values) | ~Q(state="lifted") & Q(ground=""),
                name="supervision_card_lifted_with_ground",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True) | ~Q(state="open") & Q(ended_at__isnull=False),
                name="supervision_card_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("supervision.card", self.pk)
