"""One grade for one service."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.cases.appeals.states.moves import KIND as APPEAL
from yiwang.cases.casework.models import Case
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.asking.states import Door, Grade
from yiwang.quality.ratings.models.points import Point
from yiwang.quality.ratings.states import LeftOut, RatingKind


class RatingQuerySet(models.QuerySet["Rating"]):
    """Ratings, and which of them count."""

    def of_units(self, *codes: str) -> Self:
        """Of these units and all below them."""
        return self.filter(organisation.lying_in(codes))

    def counted(self) -> Self:
        """Given by somebody, and not left out of the figures."""
        return self.filter(kind=RatingKind.REAL, left_out="")


class Rating(models.Model):
    """评价: what one service was found to be, once (一事一评).

    `subject_kind`, `subject_id`: which service; of a rating at a point the rating itself. `ask`: key of the question it answers;
    its words stand there. `words`, `salt`: what was written at a point, and of its digest in the record. `visit_index`: keyed
    digest of a visit's number at a point, which rates once. `handler`: who served, who never reads it. `again`: the grade of what
    was done about a bad one. `contest_until`: so long the unit may contest it.
    """

    subject_kind = models.CharField(max_length=60, db_collation="C")
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=RatingKind.choices, default=RatingKind.REAL)
    grade = models.CharField(max_length=20, choices=Grade.choices)
    reasons = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    door = models.CharField(max_length=8, choices=Door.choices, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    handler = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, null=True, related_name="+", db_index=False)
    ask = models.BigIntegerField(null=True)
    words = EncryptedTextField()
    salt = models.CharField(max_length=32, blank=True)
    visit_index = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    again = models.CharField(max_length=20, choices=Grade.choices, blank=True)
    again_at = models.DateTimeField(null=True)
    contest_until = models.DateTimeField(null=True)
    left_out = models.CharField(max_length=12, choices=LeftOut.choices, blank=True)
    erased_at = models.DateTimeField(null=True)

    objects = RatingQuerySet.as_manager()

    privacy = Privacy(
        keep="程度和原因随统计保存；窗口扫码写的话一年后清除", personal=("words", "salt"), sensitive=("visit_index",)
    )

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["unit", "-at", "-id"], name="rating_unit_newest"),
            models.Index(fields=["-at", "-id"], name="rating_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="rating_once"),
            models.UniqueConstraint(
                fields=["point", "visit_index"], condition=~Q(visit_index=""), name="rating_once_a_visit"
            ),
            models.CheckConstraint(condition=Q(kind__in=RatingKind.values), name="rating_kind_known"),
            models.CheckConstraint(condition=Q(grade__in=Grade.values), name="rating_grade_known"),
            models.CheckConstraint(
                condition=Q(left_out="") | Q(left_out__in=LeftOut.values), name="rating_left_out_known"
            ),
            models.CheckConstraint(condition=Q(again="") | Q(again_at__isnull=False), name="rating_again_when"),
            models.CheckConstraint(condition=Q(kind="default") | ~Q(door=""), name="rating_came_by_a_door"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.grade}"

    @property
    def ref(self) -> Ref:
        """Its name in the record; its clocks hang on it."""
        return Ref("ratings.rating", self.pk)

    @property
    def subject(self) -> Ref:
        """Which service was rated."""
        return Ref(self.subject_kind, self.subject_id)

    @property
    def is_bad(self) -> bool:
        """差评, and given by somebody."""
        return self.kind == RatingKind.REAL and Grade(self.grade).is_bad

    @property
    def is_followed(self) -> bool:
        """Whether a call and putting right follow from it here: it is bad and counts, and no call-back in levels does that, as of
        an appeal's.
        """
        return self.is_bad and not self.left_out and not (self.case and self.case.kind == APPEAL)
