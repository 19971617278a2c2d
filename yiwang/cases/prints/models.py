"""What files leave of their words, and the likenesses found by it. No sealed or informant's file has a row in any of them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import F, Q

from yiwang.cases.casework.models import Case
from yiwang.cases.prints.states import How, Standing
from yiwang.ground.language.queries import Impression
from yiwang.ground.organisation.models import Officer
from yiwang.kit.privacy import Privacy


class Print(models.Model):
    """文印: one a file, left at its registration. `exact`, `keys`, `size`, `sketch`: see `language.Impression`.

    `repeats`: the first file that says nearly the same, `likeness` per cent; files that repeat one are not searched, so that
    a text sent ten thousand times is met once.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="print")
    at = models.DateTimeField()
    exact = models.BigIntegerField()
    keys = ArrayField(models.BigIntegerField())
    size = models.PositiveIntegerField()
    sketch = models.BinaryField()
    repeats = models.ForeignKey(Case, models.PROTECT, null=True, related_name="repeated_by", db_index=False)
    likeness = models.PositiveSmallIntegerField(default=0, db_default=0)
    category = models.CharField(max_length=60, blank=True)
    area_code = models.CharField(max_length=20, blank=True)

    privacy = Privacy(keep="同案件；密封、匿名化时即删除", personal=("exact", "keys", "sketch"))

    class Meta:
        ordering = ["-at", "-case_id"]
        indexes = [
            GinIndex(fields=["keys"], name="print_keys", fastupdate=False, condition=Q(repeats__isnull=True)),
            models.Index(fields=["repeats"], name="print_repeats", condition=Q(repeats__isnull=False)),
            BrinIndex(fields=["at"], name="print_at"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(case=F("repeats")), name="print_repeats_another"),
            models.CheckConstraint(condition=Q(likeness__lte=100), name="print_likeness_per_cent"),
        ]

    def __str__(self) -> str:
        return f"print of {self.case_id}"

    @property
    def impression(self) -> Impression:
        """What the words left."""
        return Impression(self.exact, tuple(self.keys), self.size, bytes(self.sketch))


class Due(models.Model):
    """待细读: the words of this file have not been held against others' in other words yet. No key to the file: only a note."""

    case_id = models.BigIntegerField()

    privacy = Privacy(keep="比对后即删除")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} is to be compared"


class Reading(models.Model):
    """细读: what a job read in the words within seconds. `gist`: see `language.gist`; `marks`: place and matter together, as
    numbers by which files about one thing are met however they are worded.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="reading")
    at = models.DateTimeField()
    gist = models.BinaryField()
    marks = ArrayField(models.IntegerField(), default=list)

    privacy = Privacy(keep="同案件；密封、匿名化时即删除", personal=("gist", "marks"))

    class Meta:
        ordering = ["-at", "-case_id"]
        indexes = [
            GinIndex(fields=["marks"], name="reading_marks", fastupdate=False),
            BrinIndex(fields=["at"], name="reading_at"),
        ]

    def __str__(self) -> str:
        return f"reading of {self.case_id}"


class Likeness(models.Model):
    """疑似重复: two files, `a` the one registered first, and what a person said to it. `score`: per cent."""

    a = models.ForeignKey(Case, models.PROTECT, related_name="likenesses_later")
    b = models.ForeignKey(Case, models.PROTECT, related_name="likenesses_earlier")
    score = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=10, choices=[(h.value, h.label) for h in How])
    state = models.CharField(max_length=10, choices=[(s.value, s.label) for s in Standing], default=Standing.FOUND)
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件；密封、匿名化时即删除")

    class Meta:
        ordering = ["-score", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="likeness_once_a_pair"),
            models.CheckConstraint(condition=~Q(a=F("b")), name="likeness_of_two"),
            models.CheckConstraint(condition=Q(score__lte=100), name="likeness_per_cent"),
            models.CheckConstraint(condition=Q(how__in=[h.value for h in How]), name="likeness_how_known"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in Standing]), name="likeness_state_known"),
            models.CheckConstraint(
                condition=Q(state="found", decided_at__isnull=True) | (~Q(state="found") & Q(decided_at__isnull=False)),
                name="likeness_decided_when_said",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} ~ {self.b_id} {self.state}"
