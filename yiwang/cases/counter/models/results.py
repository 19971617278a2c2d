"""Sealed results that anybody may check who holds the paper, and that their holder fetches."""

import pgtrigger
from django.db import models

from yiwang.cases.counter.models.border import RENEWED
from yiwang.kit.crypto import EncryptedBytesField, EncryptedTextField
from yiwang.kit.privacy import Privacy


class PublicResult(models.Model):
    """公开查验: what the portal says of one sealed result, and the paper itself for whoever holds number and query code.

    `code_index`: keyed digest of the code that stands on the paper. `sha256`: of the paper's bytes, by which an
    upload is known again.
    `number`: of the file it came out of. Without a body it was taken away with its file. `is_waiting`: see `Projection`.
    """

    code_index = models.CharField(max_length=32, unique=True)
    number = models.CharField(max_length=24)
    sha256 = models.CharField(max_length=64)
    body = EncryptedTextField()
    data = EncryptedBytesField(default=b"", blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    is_waiting = models.BooleanField(default=False)

    privacy = Privacy(
        keep="长期，供查验；案件清除时一并清空", public=("number", "sha256", "version", "updated_at"),
        sensitive=("code_index", "body", "data"),
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(is_waiting=True), name="counter_result_waiting"),
            models.Index(fields=["sha256"], name="counter_result_digest"),
            models.Index(fields=["number"], name="counter_result_number"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="wake_the_relay_for_results",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__is_waiting=True),
                func=f"PERFORM pg_notify('{RENEWED}', ''); RETURN NULL;",
            )
        ]

    def __str__(self) -> str:
        return f"result {self.pk}"
