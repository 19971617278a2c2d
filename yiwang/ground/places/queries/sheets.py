"""Rows of the tables of areas and places, read and checked before anything is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.ground.places.models import Area
from yiwang.ground.places.states import LABELS, Kind

Row = Mapping[str, str]
Values = dict[str, Any]
AREA_COLUMNS = (
    "code", "region_code", "county_code", "county", "name", "en", "station", "x_km", "y_km", "population", "note", "aliases",
    "retired",
)  # fmt: skip
PLACE_COLUMNS = ("name", "kind", "area", "station", "aliases", "retired")
_KINDS = {**{kind.value: kind for kind in Kind}, **{label: kind for kind, label in LABELS.items()}}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A row that cannot be taken. `line`: as the spreadsheet counts, the heading is 1; `key`: what it is called."""

    line: int
    key: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A table as read: what can be taken, and what cannot and why."""

    good: list[Row]
    bad: list[Fault]


def area_values(row: Row) -> Values:
    """A row of the table of areas as the model's values. ValueError, KeyError: a cell is missing or no number."""
    station = _filled(row, "station")
    found: Values = {
        "code": _filled(row, "code"), "region_code": _filled(row, "region_code"), "county_code": _filled(row, "county_code"),
        "county": _filled(row, "county"), "name": _filled(row, "name"), "name_en": row.get("en", ""), "station_code": station,
        "county_unit_code": station.rpartition(".")[0], "x_km": float(row.get("x_km") or 0), "y_km": float(row.get("y_km") or 0),
        "population": int(row.get("population") or 0), "note": row.get("note", ""),
    }  # fmt: skip
    return found | _shared(row)


def place_values(row: Row, areas: Mapping[str, Area]) -> Values:
    """A row of the gazetteer as the model's values. ValueError: an unknown area or kind, a missing cell."""
    area = areas.get(_filled(row, "area"))
    if area is None:
        raise ValueError(f"没有“{row['area']}”这个街道编码")
    kind = _KINDS.get((row.get("kind") or "").strip() or Kind.OTHER.value)
    if kind is None:
        raise ValueError(f"没有“{row['kind']}”这种地点")
    shared = {"aliases": [], **_shared(row)}
    station = row.get("station") or area.station_code
    return {"name": _filled(row, "name"), "kind": kind.value, "area": area, "station_code": station, **shared}


def _shared(row: Row) -> Values:
    """Columns that a table may leave out: then what is known stays."""
    found: Values = {}
    if "aliases" in row:
        found["aliases"] = [
            name.strip() for name in (row["aliases"] or "").replace("；", ";").split(";") if name.strip()
        ]
    if "retired" in row:
        found["is_retired"] = (row["retired"] or "").strip().lower() in ("yes", "1", "是")
    return found


def _filled(row: Row, column: str) -> str:
    value = (row.get(column) or "").strip()
    if not value:
        raise ValueError(f"“{column}”是空的")
    return value


def examine_gazetteer(*, rows: Sequence[Row]) -> Examined:
    """Which rows of a gazetteer can be taken; a name stands once an area."""
    areas = {area.code: area for area in Area.objects.all()}
    return _examined(rows, lambda row: place_values(row, areas), lambda row: (row.get("area", ""), row.get("name", "")))


def _examined(rows: Iterable[Row], read: Callable[[Row], Values], key: Callable[[Row], tuple[str, ...]]) -> Examined:
    good: list[Row] = []
    bad: list[Fault] = []
    seen: set[tuple[str, ...]] = set()
    for line, row in enumerate(rows, 2):
        try:
            read(row)
            if key(row) in seen:
                raise ValueError("前面已经有同一个街道的同名地点，请删去一行")
            good.append(row)
        except (KeyError, ValueError) as fault:
            bad.append(Fault(line=line, key=row.get("name", ""), said=str(fault.args[0])))
        seen.add(key(row))
    return Examined(good=good, bad=bad)
