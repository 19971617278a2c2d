"""Where people rate by scanning a code."""

from django.db import models
from django.db.models import Q

from yiwang.ground.organisation.models import Unit
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.ratings.states import PointKind


class Point(models.Model):
    """评价点: one window, hall, nearby point or machine, by the code that is printed for it. No officer's name is on it."""

    code = models.CharField(max_length=12, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=PointKind.choices)
    name = models.CharField(max_length=40)
    is_on = models.BooleanField(default=True)
    at = models.DateTimeField()

    privacy = Privacy(keep="一直保留", public=("code", "kind", "name", "is_on"))

    class Meta:
        ordering = ["unit", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="rating_point_once"),
            models.CheckConstraint(condition=Q(kind__in=PointKind.values), name="rating_point_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("ratings.point", self.pk)
