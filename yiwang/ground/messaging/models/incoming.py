"""What people outside write to us by machine, and with whom we have been writing to and fro."""

from django.db import models
from django.db.models import Q

from yiwang.ground.messaging.states import UNREAD, IncomingKind, IncomingState, Inlet
from yiwang.kit.clock import now
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Incoming(models.Model):
    """来信: one message as it arrived. `external_id` is the other side's name of it: the same one again is the same message.

    `sender`: number, mailbox or openid; `sender_index` its keyed digest. `thread`: what it answers, in the other side's names
    (message ids of a mail, a post). `details`: codes only (a menu's key, map co-ordinates), no words. `is_public`: written where
    anybody reads it. `subject`: what it became. Files hang on it by its `ref`. `trouble`: why it could not be sorted yet.
    """

    KIND = "messaging.incoming"
    inlet = models.CharField(max_length=12, choices=[(i.value, i.label) for i in Inlet])
    external_id = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=10, choices=[(k.value, k.label) for k in IncomingKind], default=IncomingKind.TEXT.value
    )
    sender = EncryptedTextField()
    sender_index = models.CharField(max_length=32)
    sender_name = EncryptedTextField()
    title = EncryptedTextField()
    text = EncryptedTextField()
    thread = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)
    is_public = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    came_at = models.DateTimeField(default=now)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in IncomingState], default=IncomingState.WAITING.value
    )
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    sorted_at = models.DateTimeField(null=True, blank=True)
    sorted_by = models.CharField(max_length=120, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=120, blank=True)
    next_try_at = models.DateTimeField(default=now)

    privacy = Privacy(
        keep="来信人和内容留一年备查，之后抹去；成件的内容随案件保存（按保管期限，keeping.clear执行）",
        personal=("sender_index", "sender_name", "title", "text", "thread"),
        sensitive=("sender",),
    )

    class Meta:
        ordering = ["-came_at", "-id"]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                name="messaging_incoming_waiting",
                condition=Q(state=IncomingState.WAITING.value),
            ),
            models.Index(
                fields=["came_at", "id"],
                name="messaging_incoming_unread",
                condition=Q(state__in=[s.value for s in UNREAD]),
            ),
            models.Index(fields=["sender_index", "-came_at"], name="messaging_incoming_sender"),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="messaging_incoming_subject"),
            models.Index(fields=["came_at", "inlet"], name="messaging_incoming_came"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["inlet", "external_id"], name="messaging_incoming_once"),
            models.CheckConstraint(condition=Q(inlet__in=[i.value for i in Inlet]), name="messaging_incoming_inlet"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in IncomingKind]), name="messaging_incoming_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in IncomingState]), name="messaging_incoming_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inlet} {self.pk} {self.state}"

    @property
    def ref(self) -> Ref:
        """The name of this message in events, and what its files hang on."""
        return Ref(self.KIND, self.pk)

    @property
    def subject(self) -> Ref | None:
        """What it became, once it was sorted."""
        return Ref.parse(f"{self.subject_kind}:{self.subject_id}") if self.subject_kind else None


class Conversation(models.Model):
    """往来: with one sender by one way. `about`: the file last spoken of. `asked`: what we asked last (a code), so that a short
    answer is understood. `last_in_at` opens the 48 hours in which an official account may answer freely. `muted_at`: 退订.
    """

    inlet = models.CharField(max_length=12, choices=[(i.value, i.label) for i in Inlet])
    address = EncryptedTextField()
    address_index = models.CharField(max_length=32)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    asked = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    last_in_at = models.DateTimeField(null=True, blank=True)
    last_out_at = models.DateTimeField(null=True, blank=True)
    muted_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        keep="最后一次往来后一年删除（按保管期限，keeping.clear执行）",
        personal=("address_index",),
        sensitive=("address",),
    )

    class Meta:
        ordering = ["-last_in_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["inlet", "address_index"], name="messaging_conversation_once"),
            models.CheckConstraint(
                condition=Q(inlet__in=[i.value for i in Inlet]), name="messaging_conversation_inlet"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inlet} {self.pk}"

    @property
    def about(self) -> Ref | None:
        """The file last spoken of."""
        return Ref.parse(f"{self.about_kind}:{self.about_id}") if self.about_kind else None
