"""What one end of the relay keeps: where it stands with the other, what is not acknowledged yet, what was refused or put by."""

from django.db import models

from yiwang.cases.counter.states import Side
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy


class Link(models.Model):
    """通道: how this side stands with the other; one row a database, and none where there is one network only.

    `epoch`: of our own numbering, milliseconds since 1970 at its beginning; a database made anew or restored begins a later one.
    `made_*`: the newest batch we made; `acked_number`: the newest the other side says it holds. `peer_epoch`, `applied_*`: the
    newest batch of theirs that we hold. `told_stamp`, `heard_stamp`: milliseconds, only ever rising, of each way's newest letter.
    `peer_waiting`, `peer_oldest_at`: what the other side said it still has for us.
    """

    side = models.CharField(max_length=5, unique=True)
    epoch = models.BigIntegerField()
    made_number = models.BigIntegerField(default=0)
    made_digest = models.CharField(max_length=64, blank=True)
    acked_number = models.BigIntegerField(default=0)
    peer_epoch = models.BigIntegerField(default=0)
    applied_number = models.BigIntegerField(default=0)
    applied_digest = models.CharField(max_length=64, blank=True)
    told_stamp = models.BigIntegerField(default=0)
    heard_stamp = models.BigIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    peer_waiting = models.PositiveIntegerField(default=0)
    peer_oldest_at = models.DateTimeField(null=True)
    top_serial = models.BigIntegerField(default=0)
    began_at = models.DateTimeField()

    privacy = Privacy(keep="一直保留", public=("side", "epoch"))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(side__in=[side.value for side in Side]), name="counter_link_side")
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.epoch}"


class Batch(models.Model):
    """批次: sealed items on their way to the other side, kept until it says that it holds them.

    `digest` covers number, content and the digest before it, so that a batch can neither be swapped nor left out.
    """

    number = models.BigIntegerField(unique=True)
    sealed = models.BinaryField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    items = models.PositiveIntegerField()
    oldest_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)

    privacy = Privacy(keep="对方确认收到即删", sensitive=("sealed",))

    class Meta:
        ordering = ["number", "id"]

    def __str__(self) -> str:
        return f"batch {self.number}"


class Refusal(models.Model):
    """拒收: a letter that did not pass: forged, cut short, of another key, replayed. Its content is not kept here."""

    at = models.DateTimeField()
    why = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    privacy = Privacy(keep="90天", public=("at", "why", "size", "digest"))

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["at"], name="counter_refusal_at")]

    def __str__(self) -> str:
        return f"refused {self.at}: {self.why}"


class Held(models.Model):
    """搁置: an item that could not be put in its place, with those of the same file behind it; tried again in order."""

    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    body = EncryptedTextField()
    why = models.CharField(max_length=120)
    tries = models.PositiveIntegerField(default=1)
    held_at = models.DateTimeField()

    privacy = Privacy(keep="放好即删", personal=("key",), sensitive=("body",))

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["key"], name="counter_held_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
