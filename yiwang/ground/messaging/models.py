"""The outbox and the inbox: one row a message and recipient, whichever way it takes; webhooks and their deliveries."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.ground.access.models import ApiClient
from yiwang.ground.messaging.states import ON_THE_WAY, WAITING, Channel, DeliveryState, Rank, State
from yiwang.kit.clock import now
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Message(models.Model):
    """One text to one recipient about one subject.

    `body` is what people may see again: secret values (a query code) stand in it as signs, and whole only in `params`,
    which are erased as soon as the message can no longer be sent. `out_id` is our name of it at the gateway, `gateway_ref`
    the gateway's. `not_before`: not sent earlier (quiet hours, a retry, a date asked for). `claimed_at`: when a worker took
    it to the gateway. `next_look_at`: when its receipt is asked for next.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    template = models.CharField(max_length=40)
    provider_code = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=2, default="zh")
    channel = models.CharField(max_length=8, choices=[(c.value, c.label) for c in Channel])
    recipient_kind = models.CharField(max_length=20)
    recipient_id = models.CharField(max_length=40, blank=True)
    address = EncryptedTextField()
    address_index = models.CharField(max_length=32, blank=True)
    body = EncryptedTextField()
    params = EncryptedTextField()
    segments = models.PositiveSmallIntegerField(default=0)
    rank = models.PositiveSmallIntegerField(default=Rank.ORDINARY.value)
    heeds_quiet = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=[(s.value, s.label) for s in State])
    not_before = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    out_id = models.CharField(max_length=32, unique=True, null=True)
    gateway_ref = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True)
    next_look_at = models.DateTimeField(null=True)
    receipt_at = models.DateTimeField(null=True)
    error_code = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)

    privacy = Privacy(
        keep="号码和正文留一年备查，之后抹去；发送的事实随案件留存（每日由 messaging.forget 执行）",
        public=("template", "channel", "state", "created_at"),
        personal=("body", "address_index", "recipient_id"),
        sensitive=("address", "params"),
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="messaging_of_subject"),
            models.Index(
                fields=["rank", "not_before", "id"],
                name="messaging_waiting",
                condition=Q(state__in=[s.value for s in WAITING]),
            ),
            models.Index(fields=["claimed_at", "id"], name="messaging_sending", condition=Q(state=State.SENDING.value)),
            models.Index(fields=["next_look_at", "id"], name="messaging_receipts", condition=Q(state=State.SENT.value)),
            models.Index(
                fields=["recipient_id", "-id"], name="messaging_inbox", condition=Q(channel=Channel.INBOX.value)
            ),
            models.Index(
                fields=["address_index", "created_at"], name="messaging_codes", condition=Q(rank=Rank.CODE.value)
            ),
            models.Index(fields=["created_at", "id"], name="messaging_created"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="messaging_state_known"),
            models.CheckConstraint(condition=Q(channel__in=[c.value for c in Channel]), name="messaging_channel_known"),
            models.CheckConstraint(
                condition=~Q(channel=Channel.SMS.value) | Q(state=State.CANCELLED.value) | Q(out_id__isnull=False),
                name="messaging_sms_has_out_id",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SENDING.value) | Q(claimed_at__isnull=False),
                name="messaging_sending_is_claimed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} → {self.recipient_kind}"

    @property
    def subject(self) -> Ref:
        """What the message is about."""
        return Ref.parse(f"{self.subject_kind}:{self.subject_id}")

    @property
    def is_code(self) -> bool:
        """A verification code: goes first, never twice, and not after it has expired."""
        return self.rank == Rank.CODE


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

    privacy = Privacy(keep="90天后删除（每日由messaging.forget_deliveries执行）", personal=("body",))

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
