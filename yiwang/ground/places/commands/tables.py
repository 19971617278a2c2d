"""Load areas and gazetteer from tables: again and again without harm, in a handful of statements."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from yiwang.ground.places.commands.naming import area_names, forget, place_names
from yiwang.ground.places.events import AreasLoaded, GazetteerLoaded
from yiwang.ground.places.models import Area, Name, Place
from yiwang.ground.places.queries.sheets import area_values, place_values
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
    """Add or change areas. Columns: code, region_code, county_code, county, name, en, station, x_km, y_km, population, note;
    `aliases` (parted by `;`) and `retired` (yes) may be left out.

    The county bureau is the unit above the station. Areas the table does not name stay. A table loaded before changes
    nothing. Invalid: a cell is missing or no number; the message names the line.
    """
    wanted = [_read(_area, row, line) for line, row in enumerate(rows, start=2)]
    known = {area.code: area for area in Area.objects.select_for_update()}
    fields = _given(rows, _AREA_FIELDS)
    added, changed = _merged(wanted, {area.code: known.get(area.code) for area in wanted}, fields)
    if not (added or changed):
        return unchanged(Loaded())
    Area.objects.bulk_create(added)
    Area.objects.bulk_update(changed, [*fields, "changed_at"])
    Name.objects.filter(area__in=changed).delete()
    Name.objects.bulk_create(chain.from_iterable(area_names(area) for area in [*added, *changed]))
    forget()
    record.write(by=by, event=AreasLoaded(Ref("places.table", "areas"), len(added), len(changed)))
    return Loaded(len(added), len(changed))


@command
def load_gazetteer(*, by: Actor, rows: Sequence[Row], is_complete: bool = False) -> Loaded:
    """Add or change places. Columns: name, kind, area, station, aliases (parted by `;`), `retired` (yes) may be left out.

    `is_complete`: the table is all there is, and places it does not name are removed. A table loaded before changes nothing.
    Invalid: an unknown area or kind, a missing cell; the message names the line.
    """
    areas = {area.code: area for area in Area.objects.all()}
    wanted = [_read(lambda row: _place(row, areas), row, line) for line, row in enumerate(rows, start=2)]
    known = {_key(place): place for place in Place.objects.select_for_update()}
    fields = _given(rows, _PLACE_FIELDS)
    added, changed = _merged(wanted, {_key(place): known.get(_key(place)) for place in wanted}, fields)
    gone = set(known) - {_key(place) for place in wanted} if is_complete else set()
    loaded = Loaded(len(added), len(changed), len(gone))
    if not loaded:
        return unchanged(loaded)
    Place.objects.filter(pk__in=[known[key].pk for key in gone]).delete()
    Place.objects.bulk_create(added, batch_size=2000)
    Place.objects.bulk_update(changed, [*fields, "changed_at"], batch_size=2000)
    Name.objects.filter(place__in=changed).delete()
    names = chain.from_iterable(place_names(place) for place in [*added, *changed])
    Name.objects.bulk_create(names, batch_size=5000)
    forget()
    event = GazetteerLoaded(Ref("places.table", "gazetteer"), loaded.added, loaded.changed, loaded.removed)
    record.write(by=by, event=event)
    return loaded


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
    return Area(**area_values(row), changed_at=clock.now())


def _place(row: Row, areas: Mapping[str, Area]) -> Place:
    return Place(**place_values(row, areas), changed_at=clock.now())


def _given(rows: Sequence[Row], fields: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that this table speaks of: `aliases` and `retired` may be left out, and then stay as they are."""
    heads = set(rows[0]) if rows else set()
    more = tuple(field for head, field in (("aliases", "aliases"), ("retired", "is_retired")) if head in heads)
    return tuple(dict.fromkeys((*fields, *more)))


def _key(place: Place) -> tuple[int, str]:
    return place.area_id, place.name
