"""Papers that were made of an appeal, with their numbers."""

from django.db import models
from django.db.models import Q

from yiwang.cases.appeals.models.appeal import Appeal
from yiwang.cases.appeals.states import PaperKind
from yiwang.ground.files.models import StoredFile
from yiwang.ground.organisation.models import Officer
from yiwang.kit import papers
from yiwang.kit.privacy import Privacy


class Paper(models.Model):
    """文书: a paper made of one round, with its number; made once, and kept as it was made.

    `serial`: of a receipt the one in the appeal's own number, of a letter the next of its year, without gaps.
    `mark`: what the number begins with, as it was set that day.
    """

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.label) for kind in PaperKind])
    round = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    """Empty where the house made it when the answer was approved."""
    issued_at = models.DateTimeField()

    privacy = Privacy(keep="同案件", public=("kind", "mark", "year", "serial"))

    class Meta:
        ordering = ["issued_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "kind", "round"], name="paper_once_a_round"),
            models.UniqueConstraint(fields=["kind", "year", "serial"], name="paper_number_once"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in PaperKind]), name="paper_kind_known"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """发文字号: 云公民诉〔2026〕第00123号."""
        return papers.numbered(mark=self.mark, year=self.year, serial=self.serial)
