"""One place: added, changed, retired."""

from collections.abc import Sequence

from yiwang.ground.places import queries
from yiwang.ground.places.commands.naming import forget, place_names
from yiwang.ground.places.events import PlaceAdded, PlaceChanged, PlaceRetired
from yiwang.ground.places.models import Name, Place
from yiwang.ground.places.states import Kind
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged


@command
def add_place(
    *, by: Actor, name: str, kind: str, area_code: str, station_code: str = "", aliases: Sequence[str] = ()
) -> Place:
    """A new place in an area; its station is the area's unless another is named. Invalid: the area has one of this name."""
    area = queries.area(code=area_code)
    _require_own_name(area_code, name, 0)
    place = Place.objects.create(
        name=name, kind=Kind(kind).value, area=area, station_code=station_code or area.station_code,
        aliases=list(dict.fromkeys(aliases)), changed_at=clock.now(),
    )  # fmt: skip
    Name.objects.bulk_create(place_names(place))
    forget()
    record.write(by=by, event=PlaceAdded(place.ref, area_code))
    return place


@command
def change_place(
    *,
    by: Actor,
    place_id: int,
    name: str,
    kind: str,
    area_code: str,
    station_code: str = "",
    aliases: Sequence[str] = (),
) -> Place:
    """Its name, kind, area, station and other names. Invalid: the area has another of this name."""
    queries.place(id=place_id)
    place, area = Place.objects.select_for_update().get(pk=place_id), queries.area(code=area_code)
    _require_own_name(area_code, name, place_id)
    wanted = {
        "name": name, "kind": Kind(kind).value, "area_id": area.pk, "station_code": station_code or area.station_code,
        "aliases": list(dict.fromkeys(aliases)),
    }  # fmt: skip
    changed = sorted(field for field, value in wanted.items() if getattr(place, field) != value)
    if not changed:
        return unchanged(place)
    for field, value in wanted.items():
        setattr(place, field, value)
    place.changed_at = clock.now()
    place.save()
    Name.objects.filter(place=place).delete()
    Name.objects.bulk_create(place_names(place))
    forget()
    record.write(by=by, event=PlaceChanged(place.ref, area_code, tuple(changed)))
    return place


@command
def retire_place(*, by: Actor, place_id: int, is_retired: bool = True) -> Place:
    """Let it be found no more (pulled down, renamed), or again. So already: unchanged."""
    queries.place(id=place_id)
    place = Place.objects.select_for_update().get(pk=place_id)
    if place.is_retired == is_retired:
        return unchanged(place)
    place.is_retired, place.changed_at = is_retired, clock.now()
    place.save(update_fields=["is_retired", "changed_at"])
    forget()
    record.write(by=by, event=PlaceRetired(place.ref, is_retired))
    return place


def _require_own_name(area_code: str, name: str, place_id: int) -> None:
    if Place.objects.filter(area__code=area_code, name=name).exclude(pk=place_id).exists():
        raise Invalid(name=f"这个片区已经有“{name}”了，请核对，或者去改原来那一条")
