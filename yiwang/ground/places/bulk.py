"""Whole tables at once: what set-up loads, and the copy that the portal's own database keeps."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from yiwang.ground.places import queries
from yiwang.ground.places.commands import Loaded, load_areas, load_gazetteer
from yiwang.ground.places.commands.naming import area_names, forget, place_names
from yiwang.ground.places.models import Area, Name, Place
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged

__all__ = ["Loaded", "load_areas", "load_gazetteer", "mirror"]


@command
def mirror(*, by: Actor, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> int:
    """Hold exactly the areas and places of a `queries.snapshot`: the portal's copy, which the inner side has recorded."""
    Place.objects.all().delete()
    Area.objects.all().delete()
    at = clock.now()
    areas = [Area(**row, changed_at=at) for row in rows["areas"]]
    Area.objects.bulk_create(areas, batch_size=2000)
    of = {area.code: area for area in areas}
    places = [
        Place(area=of[row["area__code"]], changed_at=at, **{name: row[name] for name in queries.PLACE_FIELDS})
        for row in rows["places"]
    ]
    Place.objects.bulk_create(places, batch_size=2000)
    names = chain(
        chain.from_iterable(area_names(area) for area in areas),
        chain.from_iterable(place_names(one) for one in places),
    )
    Name.objects.bulk_create(names, batch_size=5000)
    forget()
    return unchanged(len(areas) + len(places))
