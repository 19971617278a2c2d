"""Papers of an application, with their numbers."""

from django.db import models
from django.db.models import Q

from yiwang.cases.applications.models.applications import Application
from yiwang.cases.applications.states import PaperKind
from yiwang.ground.files.models import StoredFile
from yiwang.kit import papers
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy


class Paper(models.Model):
    """办件文书: owed by a fact from `owed_at`, made by the worker a moment later, numbered without gaps in its kind and year.

    `said`: what stands on it, as JSON, word for word as it was set; empty until it is made.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=12, choices=PaperKind.choices)
    owed_at = models.DateTimeField()
    mark = models.CharField(max_length=24, blank=True)
    year = models.PositiveSmallIntegerField(default=0)
    serial = models.PositiveIntegerField(null=True)
    said = EncryptedTextField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", public=("kind", "mark", "year", "serial", "issued_at"), personal=("said",))

    class Meta:
        ordering = ["owed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "serial"], name="application_paper_number_once"),
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="application_paper_kind_known"),
            models.CheckConstraint(
                condition=Q(issued_at=None) | Q(serial__isnull=False), name="application_paper_issued_with_number"
            ),
        ]
        indexes = [
            models.Index(fields=["owed_at", "id"], condition=Q(issued_at=None), name="application_papers_owed"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """发文字号: 云公政受〔2026〕第00012号; empty until it is made."""
        return papers.numbered(mark=self.mark, year=self.year, serial=self.serial) if self.serial else ""
