"""A page that somebody was sent the address of: what it asks, and that it was answered. Nothing in it says who, or about what."""

import pgtrigger
from django.db import models

from yiwang.cases.counter.models.personal import RENEWED
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy


class Invitation(models.Model):
    """邀请: one page at `/r/<token>/`, answered once before `until`. `token_hash`: digest of the token, which only the text that
    was sent holds. `body`: what the page asks, JSON. `is_waiting`: see `Projection`.
    """

    token_hash = models.CharField(max_length=32, unique=True)
    body = EncryptedTextField()
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    is_waiting = models.BooleanField(default=False)

    privacy = Privacy(keep="到期30天后删除", sensitive=("token_hash", "body"))

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(is_waiting=True), name="counter_invitation_waiting"),
            models.Index(fields=["until"], name="counter_invitation_until"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="wake_the_relay_for_invitations", when=pgtrigger.After, operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__is_waiting=True), func=f"PERFORM pg_notify('{RENEWED}', ''); RETURN NULL;",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"invitation {self.pk}"
