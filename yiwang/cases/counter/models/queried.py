"""本人查询: what somebody who proved who they are asked the registers about themselves. Inside alone; gone within the hour."""

from django.db import models
from django.db.models import Q

from yiwang.cases.counter.states import OwnKind, OwnState
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref

OWN = "counter.own"
"""What looks for oneself stand under in the record, with the digest of the phone: the file they belong to is nobody's."""


class OwnQuery(models.Model):
    """One question. `wish`: name, numbers and phone as given; `facts`: what came back, as JSON; `round`: how often it was tried.

    Both texts are emptied when `until` is over; the row that counts towards the day's limit is deleted after a day.
    """

    nonce = models.CharField(max_length=80, unique=True)
    phone_index = models.CharField(max_length=32)
    kind = models.CharField(max_length=12, choices=OwnKind.choices)
    state = models.CharField(max_length=12, choices=OwnState.choices)
    wish = EncryptedTextField()
    facts = EncryptedTextField()
    round = models.PositiveSmallIntegerField(default=1)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()

    privacy = Privacy(
        keep="半小时后清空所问和所答，一天后删除",
        public=("kind", "state"),
        sensitive=("phone_index", "wish", "facts", "nonce"),
    )

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["phone_index", "asked_at"], name="counter_own_of_phone"),
            models.Index(fields=["until"], name="counter_own_over"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OwnKind.values), name="counter_own_kind_known"),
            models.CheckConstraint(condition=Q(state__in=OwnState.values), name="counter_own_state_known"),
        ]

    def __str__(self) -> str:
        return f"own {self.kind} {self.state}"

    @property
    def ref(self) -> Ref:
        """The name of this question in jobs."""
        return Ref("counter.ownquery", self.pk)

    @property
    def looked_at(self) -> Ref:
        """What the look stands under in the record: the same for all of this phone, so that it outlives the question."""
        return Ref(OWN, self.phone_index)
