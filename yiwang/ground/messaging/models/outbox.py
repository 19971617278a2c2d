"""The outbox and the inbox: one row a message and recipient, whichever way it takes."""

from django.db import models
from django.db.models import Q

from yiwang.ground.messaging.states import WAITING, Channel, Rank, State
from yiwang.kit.clock import now
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Message(models.Model):
    """One text to one recipient about one subject.

    `body` is what people may see again: secret values (a query code) stand in it as signs, and whole only in `params`,
    which are erased as soon as the message can no longer be sent. `out_id` is our name of it at the gateway, `gateway_ref`
    the gateway's. `node`: of a step's notice, which step (`states.Node`); `recipient_id` of what goes to a group is its
    robot's key. `not_before`: not sent earlier (quiet hours, a retry, a date asked for). `claimed_at`: when a worker took it
    to the gateway. `next_look_at`: when its receipt is asked for next.
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
    node = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=12, choices=[(s.value, s.label) for s in State])
    not_before = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    out_id = models.CharField(max_length=32, null=True)
    gateway_ref = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True)
    next_look_at = models.DateTimeField(null=True)
    receipt_at = models.DateTimeField(null=True)
    error_code = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)

    privacy = Privacy(
        keep="号码和正文留一年备查，之后抹去；发送的事实随案件留存（按保管期限，keeping.clear执行）",
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
            models.Index(
                fields=["recipient_id", "created_at"],
                name="messaging_notices",
                condition=Q(channel=Channel.SMS.value) & ~Q(node=""),
            ),
            models.Index(
                fields=["recipient_id", "claimed_at"],
                name="messaging_posts",
                condition=Q(channel=Channel.WORK_APP.value),
            ),
            models.Index(
                fields=["channel", "recipient_id", "id"],
                name="messaging_gathered",
                condition=Q(state=State.GATHERED.value),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["out_id"], name="messaging_out_once"),
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
