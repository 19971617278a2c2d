"""What lies beside a cover: who was reached, which file belongs with which, the words a file is found by."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from yiwang.cases.casework.models.cover import Case
from yiwang.cases.casework.states import ContactKind, LinkKind
from yiwang.ground.organisation.models import Officer
from yiwang.kit.crypto import SealableTextField
from yiwang.kit.privacy import Privacy


class Contact(models.Model):
    """联系记录: somebody was called, visited, met; or could not be reached."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="contacts")
    round = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=[(k.value, k.label) for k in ContactKind])
    reached = models.BooleanField()
    note = SealableTextField(max_length=2000, sealed_if="case.is_kept_secret")
    is_public = models.BooleanField(default=False)
    at = models.DateTimeField()
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    privacy = Privacy(keep="同案件", personal=("note",))

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Link(models.Model):
    """关联: one file belongs with another; `source` is the later one, which says so."""

    source = models.ForeignKey(Case, models.PROTECT, related_name="links")
    target = models.ForeignKey(Case, models.PROTECT, related_name="links_here")
    kind = models.CharField(max_length=12, choices=[(k.value, k.label) for k in LinkKind])
    linked_by = models.CharField(max_length=120)
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="link_once_a_kind"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="link_never_to_itself"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in LinkKind]), name="link_kind_known"),
            models.UniqueConstraint(fields=["source"], condition=Q(kind="merged"), name="link_one_main_file"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class SearchText(models.Model):
    """检索词: what a file can be found by; one row a file, for ever under the moment it was registered.

    `tokens`: see `queries.tokens` and `queries.marks`; empty for a sealed file. Of a file that moves the marks are exchanged.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="search_text")
    registered_at = models.DateTimeField()
    tokens = ArrayField(models.IntegerField(), default=list)

    privacy = Privacy(keep="同案件；正文匿名化时一并清空", personal=("tokens",))

    class Meta:
        ordering = ["-registered_at", "-case_id"]
        indexes = [
            # new rows wait in a list of at most 1 MB and are sorted in together: 0.5 instead of 1.2 ms a row (docs/search.md)
            GinIndex(fields=["tokens"], name="searchtext_tokens", fastupdate=True, gin_pending_list_limit=1024),
        ]

    def __str__(self) -> str:
        return f"words of {self.case_id}"
