"""Facts, the head of each subject's chain, signed checkpoints, looks at personal data, and erasures by order."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref

_DIGEST = 64
"""Signs of a SHA-256 in hex."""

APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class OfSubject(models.Model):
    """A row about one thing, pointed at by name: this room knows no other's tables. Ordered by code point (C)."""

    subject_kind = models.CharField(max_length=60, db_collation="C")
    subject_id = models.CharField(max_length=64, db_collation="C")

    class Meta:
        abstract = True

    @property
    def subject(self) -> Ref:
        """The thing the row is about."""
        return Ref.parse(f"{self.subject_kind}:{self.subject_id}")


class ByActor(models.Model):
    """A row with the hand that caused it."""

    actor_kind = models.CharField(max_length=12)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=120)
    on_behalf_of = models.CharField(max_length=120, blank=True)
    door = models.CharField(max_length=20, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True


class Event(OfSubject, ByActor):
    """One fact. `hash` covers every other column but the key, and the hash of the subject's fact before it."""

    privacy: ClassVar = Privacy(keep="永久：办理过程的凭据，不含个人信息原文（只存编号、代码与加盐摘要）")

    seq = models.PositiveIntegerField()
    code = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField()
    prev_hash = models.CharField(max_length=_DIGEST, blank=True)
    hash = models.CharField(max_length=_DIGEST)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "seq"], name="record_event_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="record_event_seq"),
        ]
        indexes = [models.Index(fields=["actor_kind", "actor_id", "id"], name="record_event_actor")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.subject}#{self.seq} {self.code}"


class Head(OfSubject):
    """The last fact of a subject. `sealed_seq`: how far a checkpoint has sealed it (0: not yet)."""

    privacy: ClassVar = Privacy(keep="永久：随办理记录")

    seq = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=_DIGEST, blank=True)
    sealed_seq = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="record_head_once")]
        indexes = [
            models.Index(fields=["id"], name="record_head_unsealed", condition=~Q(seq=F("sealed_seq"))),
        ]

    def __str__(self) -> str:
        return f"{self.subject}@{self.seq}"


class Checkpoint(models.Model):
    """A signed list of the heads that had changed: [[kind, id, seq, hash], …].

    `root`: digest of `heads`; `digest`: of seq, at, previous, root and public key; `signature`: Ed25519 over `digest`.
    """

    privacy: ClassVar = Privacy(keep="永久：办理记录的封存凭据", public=("public_key",))

    seq = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    previous = models.CharField(max_length=_DIGEST, blank=True)
    heads = models.JSONField()
    root = models.CharField(max_length=_DIGEST)
    digest = models.CharField(max_length=_DIGEST, unique=True)
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["seq", "id"]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.seq}:{self.digest[:16]}"


class Look(OfSubject, ByActor):
    """Somebody opened personal fields. `digest` covers the row and stands in the chain too."""

    privacy: ClassVar = Privacy(keep="不少于三年：个人信息查阅日志（个人信息保护法第五十四条、第五十六条）")

    fields = models.JSONField()
    purpose = models.CharField(max_length=200)
    at = models.DateTimeField()
    digest = models.CharField(max_length=_DIGEST, unique=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(purpose=""), name="record_look_purpose")]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="record_look_subject"),
            models.Index(fields=["actor_kind", "actor_id", "id"], name="record_look_actor"),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.actor_label} → {self.subject}"


class Erasure(OfSubject):
    """A personal text is gone by order `order`; the chain keeps `digest`. `ground`: the legal ground, no personal text."""

    privacy: ClassVar = Privacy(keep="永久：证明删除有据")

    digest = models.CharField(max_length=_DIGEST)
    order = models.CharField(max_length=80)
    ground = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "digest"], name="record_erasure_once")
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.subject} ({self.order})"


class Cause(models.TextChoices):
    """Why a batch was deleted."""

    TERM = "term", "保管期满"
    ORDER = "order", "依删除令"


class Deletion(ByActor):
    """删除台账: a batch of personal data is gone. `counts`: rows by model; `keys_digest`: of the keys, so that a list found
    elsewhere can be compared; `basis`: row and version of the table of terms, or the number of the order; `digest` covers the row
    and stands in the chain too.
    """

    privacy: ClassVar = Privacy(keep="永久：证明删除有据，不含个人信息")

    keeper = models.CharField(max_length=40)
    cause = models.CharField(max_length=8, choices=Cause.choices)
    basis = models.CharField(max_length=120)
    ground = models.CharField(max_length=200)
    counts = models.JSONField()
    keys_digest = models.CharField(max_length=_DIGEST)
    at = models.DateTimeField()
    digest = models.CharField(max_length=_DIGEST, unique=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(cause__in=Cause.values), name="record_deletion_cause_known"),
            models.CheckConstraint(condition=~Q(basis=""), name="record_deletion_has_basis"),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.keeper} ({self.basis})"

    @property
    def ref(self) -> Ref:
        """The name of this batch in events."""
        return Ref("record.deletion", self.pk)

    @property
    def total(self) -> int:
        """Rows of all tables together."""
        return sum(self.counts.values())
