"""Reading places: the areas, what somebody is typing, what a text names."""

from dataclasses import fields
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from yiwang.ground.places.models import Area, Handover, Name, Place
from yiwang.ground.places.queries import spelling, vocabulary
from yiwang.ground.places.queries.finding import find_in
from yiwang.ground.places.queries.hits import Hit, Thing, area_thing, place_thing
from yiwang.ground.places.queries.sheets import AREA_COLUMNS, PLACE_COLUMNS, Examined, Fault, examine_gazetteer
from yiwang.kit.errors import Missing
from yiwang.kit.memory import remembered

__all__ = [
    "AREA_COLUMNS", "PLACE_COLUMNS", "Examined", "Fault", "Hit", "area", "areas", "due_handovers", "every_area",
    "every_place", "examine_gazetteer", "find", "forget", "handovers", "known_area", "place", "places_in",
    "rows_of_areas", "rows_of_places", "snapshot", "suggest", "version",
]  # fmt: skip

AREA_FIELDS = (
    "code", "region_code", "county_code", "county", "name", "name_en", "station_code", "county_unit_code", "x_km", "y_km",
    "population", "note", "aliases", "is_retired",
)  # fmt: skip
PLACE_FIELDS = ("name", "kind", "station_code", "aliases", "is_retired")
_ROWS_A_HIT = 8
"""A thing has several spellings: so many rows are read for one line of a list."""
_LONGEST = 60
_STANDING = Q(area__is_retired=False) | Q(place__is_retired=False, place__area__is_retired=False)
_ADDRESS = 4
"""Shorter than an area and a place together: nothing more to find in it."""


def areas() -> list[Area]:
    """All areas that can be chosen, county by county."""
    return list(Area.objects.filter(is_retired=False))


def every_area() -> list[Area]:
    """All areas, retired ones too."""
    return list(Area.objects.all())


@remembered(until="places.")
def _areas_by_code() -> dict[str, Area]:
    return {area.code: area for area in every_area()}


def known_area(*, code: str) -> Area | None:
    """The area of this code as this process remembers it, at most five seconds old; None where there is none."""
    return _areas_by_code().get(code)


def area(*, code: str) -> Area:
    """One area. Missing: there is none of this code."""
    found = Area.objects.filter(code=code).first()
    if found is None:
        raise Missing("没有找到这个街道或乡镇")
    return found


def places_in(*, area_code: str) -> list[Place]:
    """The places of an area that can be found, by name."""
    found = Place.objects.filter(area__code=area_code, is_retired=False)
    return list(found.select_related("area").order_by("name", "id"))


def place(*, id: int) -> Place:
    """One place. Missing: there is none of this key."""
    found = Place.objects.filter(pk=id).select_related("area").first()
    if found is None:
        raise Missing("没有找到这个地名")
    return found


def every_place(*, text: str = "", area_code: str = "", kind: str = "") -> QuerySet[Place]:
    """Places by name or another name, area and kind, retired ones too, for the page that keeps them."""
    rows = Place.objects.select_related("area").order_by("area__region_code", "area__code", "name", "id")
    if text:
        folded = spelling.fold(text)
        rows = rows.filter(pk__in=Name.objects.filter(folded__contains=folded).values("place_id"))
    if area_code:
        rows = rows.filter(area__code=area_code)
    return rows.filter(kind=kind) if kind else rows


def handovers(*, area_code: str = "") -> QuerySet[Handover]:
    """Handovers of an area, or of all, the latest day first."""
    rows = Handover.objects.select_related("area")
    return rows.filter(area__code=area_code) if area_code else rows


def due_handovers(*, today: date) -> QuerySet[Handover]:
    """Those whose day has come and which are not carried out, the earliest first."""
    return handovers().filter(done_at=None, valid_from__lte=today).order_by("valid_from", "id")


def rows_of_areas() -> list[dict[str, Any]]:
    """All areas as the table of areas writes them (`commands.load_areas` reads them back)."""
    return [
        {
            "code": area.code, "region_code": area.region_code, "county_code": area.county_code, "county": area.county,
            "name": area.name, "en": area.name_en, "station": area.station_code, "x_km": f"{area.x_km:g}",
            "y_km": f"{area.y_km:g}", "population": str(area.population), "note": area.note,
            "aliases": ";".join(area.aliases), "retired": "yes" if area.is_retired else "",
        }
        for area in every_area()
    ]  # fmt: skip


def rows_of_places() -> list[dict[str, Any]]:
    """All places as the gazetteer writes them; a station of their own is named only where it is not the area's."""
    return [
        {
            "name": place.name, "kind": place.kind, "area": place.area.code,
            "station": place.station_code if place.station_code != place.area.station_code else "",
            "aliases": ";".join(place.aliases), "retired": "yes" if place.is_retired else "",
        }
        for place in every_place()
    ]  # fmt: skip


def find(*, text: str) -> list[Hit]:
    """The places, areas and counties a free text names, most telling first; the first one's area is the best guess.

    A place stands before an area, an area before its station (星桥所), that before a county, which has no area. Among
    equals the area named more often comes first, then the longer name, then the earlier. Each thing comes once, at its first
    best mention. Names that mean several things give several hits unless a county in the text decides. No database query
    within five seconds of the last; microseconds a text.
    """
    return find_in(vocabulary.current(), text)


def version() -> str:
    """What changes whenever a row of the areas or places does; two databases that hold the same rows may differ in it."""
    return vocabulary.version()


def snapshot() -> dict[str, list[dict[str, Any]]]:
    """All areas and places as plain values, for the copy that the other network keeps (`bulk.mirror`)."""
    areas = Area.objects.order_by("code").values(*AREA_FIELDS)
    places = Place.objects.order_by("area__code", "name").values("area__code", *PLACE_FIELDS)
    return {"areas": list(areas), "places": list(places)}


def forget() -> None:
    """Let go of this process's copy of the tables, so that the next `find` reads them (after a load; in tests)."""
    vocabulary.forget()


def suggest(*, q: str, limit: int = 8) -> list[Hit]:
    """What somebody typing `q` may mean: whole names first, then beginnings, then the rest; areas before places.

    One character finds beginnings; blanks part pieces that must all occur. One query on an index. A whole address that no name
    holds (盐场利民公寓3栋) falls back to `find`.
    """
    pieces = [piece for piece in spelling.fold(q[:_LONGEST]).split() if piece]
    if not pieces:
        return []
    rows = Name.objects.filter(_STANDING, pairs__contains=_needed(pieces))
    for piece in pieces:
        rows = rows.filter(folded__contains=piece)
    ordered = rows.annotate(
        nearness=_nearness(pieces[0]), is_place=Q(place__isnull=False), long=Length("folded")
    ).order_by("nearness", "is_place", "long", "folded", "id")
    found = ordered.select_related("area", "place__area")[: limit * _ROWS_A_HIT]
    things = dict.fromkeys(_thing(name) for name in found)
    return [_typed(thing, q) for thing in list(things)[:limit]] or _named_in(q)[:limit]


def _named_in(q: str) -> list[Hit]:
    return find(text=q) if len(q) >= _ADDRESS else []


def _needed(pieces: list[str]) -> list[str]:
    """The index terms a matching name must have."""
    inner = {term for piece in pieces for term in spelling.pairs(piece) if not term.startswith("^")}
    return sorted(inner | {f"^{piece}" for piece in pieces if len(piece) == 1 and len(pieces) == 1})


def _nearness(piece: str) -> Case:
    return Case(
        When(folded=piece, then=Value(0)),
        When(folded__startswith=piece, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _thing(name: Name) -> Thing:
    if name.place is not None:
        return place_thing(name.place)
    assert name.area is not None, "the table holds names of an area or of a place"
    return area_thing(name.area)


def _typed(thing: Thing, q: str) -> Hit:
    values = {field.name: getattr(thing, field.name) for field in fields(Thing)}
    return Hit(**values, matched=q, start=0, end=len(q))
