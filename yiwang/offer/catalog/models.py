"""Items and their versions."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q

from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.offer.catalog.states import SHOWN, Document, VersionState

_READ_AT_MOST = 1000
"""Documents a process keeps ready: a bureau has some hundred items."""
_read: dict[str, Document] = {}


class Item(models.Model):
    """事项: a code for good. `unit`, `officer`: 承办单位 and 责任人; without an officer the vacancy shows (S1.6).

    `parent`: the main item of a sub-item. `origin`: where it was imported from, and its key there.
    """

    code = models.CharField(max_length=60, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="sub_items")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    origin = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField()

    privacy = Privacy(keep="长期；目录的一部分", public=("code", "origin", "added_at"))

    class Meta:
        ordering = ["code", "id"]

    def __str__(self) -> str:
        return self.code

    @property
    def ref(self) -> Ref:
        """How events point at it."""
        return Ref("catalog.item", self.pk)


class Version(models.Model):
    """事项版本. `content`: a `Document` as JSON. `score`: completeness of 100, `findings`: what is lacking, by rule.

    `valid_to`: the first day on which it holds no longer.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=12, choices=[(s.value, s.label) for s in VersionState], default=VersionState.DRAFT
    )
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    score = models.PositiveSmallIntegerField(default=0)
    findings = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)
    drafted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    published_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    privacy = Privacy(
        keep="长期；办件按申请时的版本办理",
        public=("number", "state", "content", "valid_from", "valid_to", "published_at"),
    )

    class Meta:
        ordering = ["item_id", "-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="catalog_version_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state__in=["draft", "submitted"]), name="catalog_one_version_in_work"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in VersionState]), name="catalog_version_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(valid_from__isnull=False), name="catalog_published_from_somewhen"
            ),
            ExclusionConstraint(
                name="catalog_validity_never_overlaps",
                expressions=[
                    ("item", RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_to", function="DATERANGE", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=["published", "replaced"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number} {self.state}"

    @property
    def label(self) -> str:
        """Its state in Chinese."""
        return VersionState(self.state).label

    @property
    def document(self) -> Document:
        """What stands in it. Checked once a digest and process; it never changes."""
        found = _read.get(self.digest)
        if found is None:
            if len(_read) >= _READ_AT_MOST:
                _read.clear()
            found = _read[self.digest] = Document.model_validate(self.content)
        return found

    def holds_on(self, day: date) -> bool:
        """Whether applications of this day are filed under it."""
        begins = self.valid_from is not None and self.valid_from <= day
        return self.state in SHOWN and begins and (self.valid_to is None or day < self.valid_to)
