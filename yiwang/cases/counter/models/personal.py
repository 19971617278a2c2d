"""Somebody's own data as they may see it outside, and copies that lie ready to be fetched once."""

import pgtrigger
from django.db import models

from yiwang.kit.crypto import EncryptedBytesField, EncryptedTextField
from yiwang.kit.privacy import Privacy

RENEWED = "yiwang_projections"
"""The same channel as for projections: it wakes the relay."""


def _waking(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.After, operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__is_waiting=True), func=f"PERFORM pg_notify('{RENEWED}', ''); RETURN NULL;",
    )  # fmt: skip


class PersonalView(models.Model):
    """我的数据: who looked at the data of one phone, and what became of its requests. Made when its holder asks for it,
    renewed once a
    day at most and after each step of a request; emptied when nobody has asked for 90 days. `is_waiting`: see `Projection`.
    """

    phone_index = models.CharField(max_length=32, unique=True)
    body = EncryptedTextField()
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    """Inside: when its holder last asked to see it."""
    is_waiting = models.BooleanField(default=False)

    privacy = Privacy(keep="本人90天没有再看即清空", sensitive=("phone_index", "body"))

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(is_waiting=True), name="counter_personal_waiting"),
            models.Index(fields=["updated_at"], name="counter_personal_updated"),
        ]
        triggers = [_waking("wake_the_relay_for_views")]

    def __str__(self) -> str:
        return f"view {self.pk}"


class Handout(models.Model):
    """副本: a copy of somebody's own data, fetched once by the holder of the phone within seven days. `key`: names it in the
    view; without data it was fetched, is over or was taken back. `is_waiting`: see `Projection`.
    """

    key = models.CharField(max_length=43, unique=True)
    phone_index = models.CharField(max_length=32)
    request_id = models.BigIntegerField(null=True)
    """Inside: the request it answers."""
    name = models.CharField(max_length=80)
    mime = models.CharField(max_length=60)
    data = EncryptedBytesField(default=b"", blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    is_waiting = models.BooleanField(default=False)

    privacy = Privacy(keep="取走即删；7天没有取走也删", sensitive=("key", "phone_index", "data"))

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(is_waiting=True), name="counter_handout_waiting"),
            models.Index(fields=["expires_at"], name="counter_handout_over"),
        ]
        triggers = [_waking("wake_the_relay_for_handouts")]

    def __str__(self) -> str:
        return f"handout {self.pk}"
