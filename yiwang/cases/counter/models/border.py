"""What the portal writes and reads. Its database role may touch these and no others (config/roles.py)."""

import pgtrigger
from django.db import models
from django.db.models import Q

from yiwang.cases.counter.states import EnvelopeKind
from yiwang.kit.crypto import EncryptedBytesField, EncryptedTextField
from yiwang.kit.privacy import Privacy

CHANNEL = "yiwang_envelopes"
"""The NOTIFY channel that wakes the inner worker, and on the outer side the relay, when an envelope is posted that somebody waits
for. An ordinary submission notifies nobody and is found four times a second: PostgreSQL lets one notifying commit through at
a time, and at a peak the disk would be waited for by each in turn.
"""
RENEWED = "yiwang_projections"
"""The NOTIFY channel that wakes the relay when the inner side has renewed what a citizen sees."""


class Draft(models.Model):
    """草稿: what a citizen has written so far; found by a random token that only their browser holds.

    `officer`: key of who fills it in for somebody at a window; `dropped_at`: they laid it aside, and may take it up again for
    an hour.
    """

    token = models.CharField(max_length=43, unique=True)
    body = EncryptedTextField()
    receipt = EncryptedTextField()
    is_sent = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    officer = models.BigIntegerField(null=True)
    dropped_at = models.DateTimeField(null=True)

    privacy = Privacy(
        keep="未提交的7天后删除；窗口丢弃的1小时后删除；已提交的24小时后删除", sensitive=("body", "receipt", "token")
    )

    class Meta:
        ordering = ["-touched_at", "id"]
        indexes = [
            models.Index(fields=["touched_at"], name="counter_draft_touched"),
            models.Index(
                fields=["officer", "-touched_at"], condition=Q(is_sent=False, officer__isnull=False),
                name="counter_draft_of_officer",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Parcel(models.Model):
    """随附文件: a cleaned photo or document, waiting with its draft to be taken in."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="parcels")
    name = EncryptedTextField()
    mime = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    data = EncryptedBytesField()
    thumbnail = EncryptedBytesField(default=b"", blank=True)
    notes = models.JSONField(default=list)
    carried_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同草稿；收件后即删", sensitive=("name", "data", "thumbnail"))

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["draft", "sha256"], name="counter_parcel_once")]

    def __str__(self) -> str:
        return f"parcel {self.pk}"


class PhoneCheck(models.Model):
    """手机确认: a code that was sent to a phone, as a keyed digest, with its tries."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="checks")
    phone_index = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=32)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同草稿", sensitive=("phone_index", "code_hash"))

    class Meta:
        ordering = ["-sent_at", "-id"]
        indexes = [models.Index(fields=["phone_index", "sent_at"], name="counter_check_phone")]

    def __str__(self) -> str:
        return f"check {self.pk}"


class Envelope(models.Model):
    """信封: one wish of a citizen on its way in. Posted once (`nonce`), taken in once.

    `goes_first`: somebody waits for it this minute. With two networks the outer side's row is `carried_at` when it was handed
    to the relay, the inner side's `came_at` when the relay brought it, and `carried_at` when its fate went back.
    """

    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=24, blank=True)
    nonce = models.CharField(max_length=80, unique=True)
    body = EncryptedTextField()
    goes_first = models.BooleanField(default=False, db_default=False)
    posted_at = models.DateTimeField()
    came_at = models.DateTimeField(null=True)
    carried_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=120, blank=True)

    privacy = Privacy(keep="收件30天后删除", sensitive=("body",))

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(taken_at=None), name="counter_envelope_waiting"),
            models.Index(
                fields=["id"], condition=Q(came_at__isnull=False, carried_at=None), name="counter_envelope_fate"
            ),
            models.Index(
                fields=["number", "-id"], condition=~Q(trouble="") & Q(taken_at__isnull=False),
                name="counter_envelope_in_vain",
            ),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in EnvelopeKind]), name="counter_envelope_kind")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="wake_the_worker",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__goes_first=True) | ~pgtrigger.Q(new__kind=EnvelopeKind.SUBMISSION.value),
                func=f"PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL;",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Projection(models.Model):
    """公开视图: what the holder of number and code may see of one file, and all that the portal ever sees.

    Version 0 is the counter's own, written with the receipt; without a body the file was forgotten. `is_waiting`: the relay
    has not carried this version out yet. `phone_index`: keyed digest of the phone whose holder may see the file among their
    own; empty where nobody may (sealed, a protected informant, a phone in another's hand), NULL while nobody has looked.
    """

    number = models.CharField(max_length=24, unique=True)
    code_hash = models.CharField(max_length=32)
    phone_index = models.CharField(max_length=32, null=True)
    body = EncryptedTextField()
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()
    is_waiting = models.BooleanField(default=False, db_default=False)

    privacy = Privacy(keep="同案件", public=("number",), sensitive=("body", "code_hash", "phone_index"))

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(is_waiting=True), name="counter_projection_waiting"),
            models.Index(
                fields=["phone_index", "-id"], condition=Q(phone_index__gt=""), name="counter_projection_phone"
            ),
            models.Index(fields=["id"], condition=Q(phone_index=None), name="counter_projection_no_phone"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="wake_the_relay",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__is_waiting=True),
                func=f"PERFORM pg_notify('{RENEWED}', ''); RETURN NULL;",
            )
        ]

    def __str__(self) -> str:
        return self.number


class Publication(models.Model):
    """公布: a rule the portal works by (time limits, calendar, tripwire, type model, addresses)."""

    key = models.CharField(max_length=40, unique=True)
    version = models.PositiveIntegerField()
    sent_version = models.PositiveIntegerField(default=0, db_default=0)
    payload = models.JSONField(null=True)
    blob = models.BinaryField(default=b"", blank=True)
    updated_at = models.DateTimeField()

    privacy = Privacy(keep="只留现行的", public=("key", "version", "payload", "blob"))

    class Meta:
        ordering = ["key", "id"]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class Attempt(models.Model):
    """查询尝试: a wrong number or code, so that guessing ends soon. Numbers and sources stand as keyed digests."""

    number_index = models.CharField(max_length=32)
    source_index = models.CharField(max_length=32)
    at = models.DateTimeField()

    privacy = Privacy(keep="24小时", personal=("source_index",))

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["number_index", "at"], name="counter_attempt_number"),
            models.Index(fields=["source_index", "at"], name="counter_attempt_source"),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"
