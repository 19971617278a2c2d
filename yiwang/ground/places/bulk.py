"""Load areas and gazetteer from tables: again and again without harm, in a handful of statements."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from django.db import transaction

from yiwang.ground.places import queries
from yiwang.ground.places.events import AreasLoaded, GazetteerLoaded
from yiwang.ground.places.models import Area, Name, Place
from yiwang.ground.places.queries import spelling
from yiwang.ground.places.states import Kind
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

Row = Mapping[str, str]
T = TypeVar("T", Area, Place)
_AREA_FIELDS = (
    "region_code", "county_code", "county", "name", "name_en", "station_code", "county_unit_code", "x_km", "y_km", "population",
    "note",
)  # fmt: skip
_PLACE_FIELDS = ("kind", "station_code", "aliases")


@dataclass(frozen=True)
class Loaded:
    """How many rows a load added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@command
def load_areas(*, by: Actor, rows: Sequence[Row]) -> Loaded:
    """Add or change areas. Columns: code, region_code, county_code, county, name, en, station, x_km, y_km, population, note.

    The county bureau is the unit above the station. Areas the table does not name stay. A table loaded before changes
    nothing. Invalid: a cell is missing or no number; the message names the line.
    """
    wanted = [_read(_area, row, line) for line, row in enumerate(rows, start=2)]
    known = {area.code: area for area in Area.objects.select_for_update()}
    added, changed = _merged(wanted, {area.code: known.get(area.code) for area in wanted}, _AREA_FIELDS)
    if not (added or changed):
        return unchanged(Loaded())
    Area.objects.bulk_create(added)
    Area.objects.bulk_update(changed, [*_AREA_FIELDS, "changed_at"])
    Name.objects.filter(area__in=changed).delete()
    Name.objects.bulk_create(chain.from_iterable(_area_names(area) for area in [*added, *changed]))
    _forget()
    record.write(by=by, event=AreasLoaded(Ref("places.table", "areas"), len(added), len(changed)))
    return Loaded(len(added), len(changed))


@command
def load_gazetteer(*, by: Actor, rows: Sequence[Row], is_complete: bool = False) -> Loaded:
    """Add or change places. Columns: name, kind, area, station, aliases (parted by `;`).

    `is_complete`: the table is all there is, and places it does not name are removed. A table loaded before changes nothing.
    Invalid: an unknown area or kind, a missing cell; the message names the line.
    """
    areas = {area.code: area for area in Area.objects.all()}
    wanted = [_read(lambda row: _place(row, areas), row, line) for line, row in enumerate(rows, start=2)]
    known = {_key(place): place for place in Place.objects.select_for_update()}
    added, changed = _merged(wanted, {_key(place): known.get(_key(place)) for place in wanted}, _PLACE_FIELDS)
    gone = set(known) - {_key(place) for place in wanted} if is_complete else set()
    loaded = Loaded(len(added), len(changed), len(gone))
    if not loaded:
        return unchanged(loaded)
    Place.objects.filter(pk__in=[known[key].pk for key in gone]).delete()
    Place.objects.bulk_create(added, batch_size=2000)
    Place.objects.bulk_update(changed, [*_PLACE_FIELDS, "changed_at"], batch_size=2000)
    Name.objects.filter(place__in=changed).delete()
    names = chain.from_iterable(_place_names(place) for place in [*added, *changed])
    Name.objects.bulk_create(names, batch_size=5000)
    _forget()
    event = GazetteerLoaded(Ref("places.table", "gazetteer"), loaded.added, loaded.changed, loaded.removed)
    record.write(by=by, event=event)
    return loaded


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
        chain.from_iterable(_area_names(area) for area in areas),
        chain.from_iterable(_place_names(one) for one in places),
    )
    Name.objects.bulk_create(names, batch_size=5000)
    _forget()
    return unchanged(len(areas) + len(places))


def _merged(wanted: list[T], known: Mapping[object, T | None], fields: tuple[str, ...]) -> tuple[list[T], list[T]]:
    """The rows to add, and the known rows that take on new values. Invalid: a key stands twice in the table."""
    if len(known) != len(wanted):
        raise Invalid("表里有重复的行：同一个编码，或者同一街道下的同一个地名出现了两次。请删去一行再导入")
    added: list[T] = []
    changed: list[T] = []
    for new, old in zip(wanted, known.values(), strict=True):
        if old is None:
            added.append(new)
        elif any(getattr(old, field) != getattr(new, field) for field in fields):
            for field in (*fields, "changed_at"):
                setattr(old, field, getattr(new, field))
            changed.append(old)
    return added, changed


def _read(make: Callable[[Row], T], row: Row, line: int) -> T:
    try:
        return make(row)
    except (KeyError, ValueError) as fault:
        raise Invalid(f"第{line}行读不懂：{fault.args[0]}。请对照表头改好再导入") from fault


def _area(row: Row) -> Area:
    station = _filled(row, "station")
    return Area(
        code=_filled(row, "code"),
        region_code=_filled(row, "region_code"),
        county_code=_filled(row, "county_code"),
        county=_filled(row, "county"),
        name=_filled(row, "name"),
        name_en=row.get("en", ""),
        station_code=station,
        county_unit_code=station.rpartition(".")[0],
        x_km=float(row.get("x_km") or 0),
        y_km=float(row.get("y_km") or 0),
        population=int(row.get("population") or 0),
        note=row.get("note", ""),
        changed_at=clock.now(),
    )


def _place(row: Row, areas: Mapping[str, Area]) -> Place:
    area = areas.get(_filled(row, "area"))
    if area is None:
        raise ValueError(f"没有“{row['area']}”这个街道编码")
    return Place(
        name=_filled(row, "name"),
        kind=Kind(row.get("kind") or Kind.OTHER).value,
        area=area,
        station_code=row.get("station") or area.station_code,
        aliases=[alias.strip() for alias in (row.get("aliases") or "").split(";") if alias.strip()],
        changed_at=clock.now(),
    )


def _filled(row: Row, column: str) -> str:
    value = (row.get(column) or "").strip()
    if not value:
        raise ValueError(f"“{column}”是空的")
    return value


def _key(place: Place) -> tuple[int, str]:
    return place.area_id, place.name


def _area_names(area: Area) -> list[Name]:
    others = [*spelling.area_names(area.name, area.county), *spelling.station_names(area.name)]
    others += [area.name_en] if area.name_en else []
    return [_name(area.name, area=area), *(_name(text, area=area, is_alias=True) for text in others)]


def _place_names(place: Place) -> list[Name]:
    return [_name(place.name, place=place), *(_name(alias, place=place, is_alias=True) for alias in place.aliases)]


def _name(text: str, *, area: Area | None = None, place: Place | None = None, is_alias: bool = False) -> Name:
    folded = spelling.fold(text)
    return Name(folded=folded, pairs=spelling.pairs(folded), area=area, place=place, is_alias=is_alias)


def _forget() -> None:
    """Let this process's copy go at once, and again once others' reads can see the new rows."""
    queries.forget()
    transaction.on_commit(queries.forget)
