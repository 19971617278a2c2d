"""文书 of a law, with their numbers and how they were served."""

from django.db import models
from django.db.models import Q

from yiwang.cases.tracks.models.matters import Matter
from yiwang.cases.tracks.states import DeedKind, ServedHow
from yiwang.ground.files.models import StoredFile
from yiwang.ground.organisation.models import Officer
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy


class Deed(models.Model):
    """法定文书: one paper of one instance, made once. `mark`, `year`, `serial`: its 文号, without gaps a year and kind.

    `receiver`: who took it; `proof`: tracking number or number of the receipt. `paper`: what stands on it, so that the outer
    network can set the same paper anew.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="deeds")
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24, choices=[(k.value, k.label) for k in DeedKind])
    mark = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    issued_at = models.DateTimeField()
    how = models.CharField(max_length=12, blank=True, choices=[(h.value, h.label) for h in ServedHow])
    receiver = EncryptedTextField()
    proof = EncryptedTextField()
    served_at = models.DateTimeField(null=True)
    paper = EncryptedTextField()

    privacy = Privacy(
        keep="同案件",
        public=("kind", "mark", "year", "serial", "issued_at"),
        personal=("receiver", "proof", "paper"),
    )

    class Meta:
        ordering = ["issued_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "serial"], name="deed_number_once"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in DeedKind]), name="deed_kind_known"),
            models.CheckConstraint(
                condition=Q(how="") | Q(how__in=[h.value for h in ServedHow]), name="deed_how_known"
            ),
            models.CheckConstraint(condition=Q(how="") | Q(served_at__isnull=False), name="deed_served_somewhen"),
        ]
        indexes = [models.Index(fields=["matter", "kind"], name="deed_of_matter")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """发文字号: 云公信受告〔2026〕3号 (GB/T 9704 7.2.5: no leading zeros, no 第)."""
        return f"{self.mark}〔{self.year}〕{self.serial}号"
