"""Areas, the places in them, and the spellings by which both are looked up."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from yiwang.ground.places.states import LABELS, Kind
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref

_KEEP = "长期（公开的地名资料）"


class Area(models.Model):
    """A street office, town or township, and the station that serves it.

    `code`: `wh-xq`. `region_code`: the county's six-digit code (GB/T 2260). `x_km`, `y_km`: kilometres east and north of
    the city's middle. `county_unit_code`: the county bureau above the station, e.g. `yz.wh`. `aliases`: other names people
    use for it. `is_retired`: merged or renamed; old files keep it, nothing finds it any more.
    """

    code = models.CharField(max_length=20, unique=True)
    region_code = models.CharField(max_length=12)
    county_code = models.CharField(max_length=20)
    county = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True)
    station_code = models.CharField(max_length=60)
    county_unit_code = models.CharField(max_length=60)
    x_km = models.FloatField(default=0)
    y_km = models.FloatField(default=0)
    population = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    aliases = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    is_retired = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    privacy = Privacy(
        keep=_KEEP,
        public=(
            "code", "region_code", "county_code", "county", "name", "name_en", "station_code", "county_unit_code", "x_km",
            "y_km", "population", "aliases", "is_retired",
        ),
    )  # fmt: skip

    class Meta:
        """A name is used once in a county."""

        ordering = ["region_code", "code", "id"]
        constraints = [models.UniqueConstraint(fields=["county_code", "name"], name="places_area_once_a_county")]

    def __str__(self) -> str:
        return f"{self.county}{self.name}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("places.area", self.code)


class Place(models.Model):
    """A road, estate, school, village and so on; `aliases`: other names people use for it. `is_retired`: found no more."""

    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=[(kind.value, LABELS[kind]) for kind in Kind])
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="places")
    station_code = models.CharField(max_length=60)
    aliases = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    is_retired = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    privacy = Privacy(keep=_KEEP, public=("name", "kind", "area", "station_code", "aliases", "is_retired"))

    class Meta:
        """A long road runs through several areas: one row in each."""

        ordering = ["area", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="places_place_once_an_area")]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("places.place", self.pk)


class Handover(models.Model):
    """辖区调整: from a day on another station serves an area. `done_at`: when it was carried out; empty while it is to come."""

    privacy = Privacy(keep=_KEEP, public=("area", "from_station", "to_station", "valid_from", "done_at"))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="handovers")
    from_station = models.CharField(max_length=60)
    to_station = models.CharField(max_length=60)
    valid_from = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    planned_by = models.CharField(max_length=120)
    planned_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One a day; another station, or there is nothing to hand over."""

        ordering = ["-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "valid_from"], name="places_handover_once_a_day"),
            models.CheckConstraint(condition=~Q(from_station=models.F("to_station")), name="places_handover_moves"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.to_station} {self.valid_from}"


class Name(models.Model):
    """One spelling of an area or a place.

    `folded`: as compared (`queries.spelling.fold`). `pairs`: its character pairs, and `^x` for its first character, so that
    one or two typed characters are enough for the index.
    """

    folded = models.CharField(max_length=60)
    pairs = ArrayField(models.CharField(max_length=4))
    is_alias = models.BooleanField(default=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, null=True, blank=True, related_name="names")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, blank=True, related_name="names")

    privacy = Privacy(keep=_KEEP, public=("folded", "pairs", "is_alias", "area", "place"))

    class Meta:
        """Found by pairs; belongs to an area or to a place, never to both."""

        ordering = ["folded", "id"]
        indexes = [GinIndex(fields=["pairs"], name="places_name_pairs", fastupdate=False)]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=True) ^ Q(place__isnull=True), name="places_name_of_one_thing"
            )
        ]

    def __str__(self) -> str:
        return self.folded
