"""Answers that are expected from somebody by the way they were asked."""

from django.db import models
from django.db.models import Q

from yiwang.ground.messaging.states import Inlet
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Expectation(models.Model):
    """在等的回答: a short answer is expected from this number, mailbox or chat until then. `asked`: the question it answers,
    named by the room that put it; `about`: the file it speaks of, where it does. `unclear_at`: an answer came that was not
    understood.
    """

    inlet = models.CharField(max_length=12, choices=[(i.value, i.label) for i in Inlet])
    address_index = models.CharField(max_length=32)
    asked_kind = models.CharField(max_length=40)
    asked_id = models.BigIntegerField()
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    unclear_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="到期30天后删除", personal=("address_index",))

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(
                fields=["address_index", "-asked_at"], name="messaging_expected", condition=Q(ended_at__isnull=True)
            ),
            models.Index(fields=["asked_kind", "asked_id"], name="messaging_expected_by"),
            models.Index(fields=["until"], name="messaging_expected_until"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(inlet__in=[i.value for i in Inlet]), name="messaging_expectation_inlet"),
        ]

    def __str__(self) -> str:
        return f"{self.inlet} {self.asked}"

    @property
    def asked(self) -> Ref:
        """The question it answers."""
        return Ref(self.asked_kind, self.asked_id)
