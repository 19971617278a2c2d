"""Webhooks of other bodies' systems and what they were told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.ground.access.models import ApiClient
from yiwang.ground.messaging.states import ON_THE_WAY, DeliveryState
from yiwang.kit.clock import now
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Hook(models.Model):
    """推送: where another body's system wants to be told of which events.

    `old_secret` signs beside the new one until `old_secret_until`. `failures`: in a row; `rests_until`: not tried earlier.
    """

    code = models.CharField(max_length=12, unique=True)
    client = models.ForeignKey(ApiClient, models.PROTECT, related_name="+")
    url = models.CharField(max_length=500)
    events = ArrayField(models.CharField(max_length=80))
    secret = EncryptedTextField()
    old_secret = EncryptedTextField()
    old_secret_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now)
    created_by = models.CharField(max_length=120)
    stopped_at = models.DateTimeField(null=True)
    stopped_why = models.CharField(max_length=20, blank=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    privacy = Privacy(keep="停用后保留3年，供审计核对", sensitive=("secret", "old_secret"))

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(events=[]), name="messaging_hook_wants_something")]

    def __str__(self) -> str:
        return f"{self.code} → {self.url}"

    @property
    def ref(self) -> Ref:
        """The name of this webhook in events."""
        return Ref("messaging.hook", self.pk)


class Delivery(models.Model):
    """推送记录: one event for one webhook. `name` is its `webhook-id`, the same in every try and replay.

    `body`: what is sent, without personal text. `subject`: deliveries about one thing go in the order of their keys.
    """

    hook = models.ForeignKey(Hook, models.PROTECT, related_name="deliveries")
    name = models.CharField(max_length=40, unique=True)
    event = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=[(s.value, s.label) for s in DeliveryState])
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(default=now)
    delivered_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="90天后删除（按保管期限，keeping.clear执行）", personal=("body",))

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                name="messaging_hooks_waiting",
                condition=Q(state=DeliveryState.WAITING.value),
            ),
            models.Index(
                fields=["hook", "subject_kind", "subject_id", "id"],
                name="messaging_hooks_in_order",
                condition=Q(state__in=[s.value for s in ON_THE_WAY]),
            ),
            models.Index(fields=["hook", "-id"], name="messaging_hooks_newest"),
            models.Index(fields=["created_at", "id"], name="messaging_hooks_created"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in DeliveryState]), name="messaging_hook_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.event}"
