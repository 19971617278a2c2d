"""The rows behind stored files."""

from django.db import models
from django.db.models import Q

from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class StoredFile(models.Model):
    """One cleaned file that hangs on a subject of any room.

    `sha256`: hex digest of the clean bytes. `stored_as`: its place in the vault, empty once the bytes are erased.
    `width`, `height`: pixels of a picture, else 0. `size`: bytes after cleaning.
    """

    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    name = EncryptedTextField()
    label = models.CharField(max_length=60, blank=True)
    mime = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    has_thumbnail = models.BooleanField(default=False)
    stored_as = models.CharField(max_length=100, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=80)
    removed_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(keep="随所属事项一并保存和销毁；删除后只留墓碑（类型、大小、摘要）", sensitive=("name",))

    class Meta:
        """One live copy of the same content a subject; a live row always knows its bytes."""

        ordering = ["kept_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "sha256"],
                condition=Q(removed_at__isnull=True),
                name="files_once_a_subject",
            ),
            models.UniqueConstraint(fields=["stored_as"], condition=~Q(stored_as=""), name="files_one_place_a_row"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) ^ Q(stored_as=""), name="files_live_row_has_bytes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mime} {self.size}"

    @property
    def subject(self) -> Ref:
        """What the file hangs on."""
        return Ref.parse(f"{self.subject_kind}:{self.subject_id}")

    @property
    def is_picture(self) -> bool:
        """May be shown inside a page; everything else is a download."""
        return self.mime.startswith("image/")
