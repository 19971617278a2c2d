"""The spellings of an area and of a place, written beside it; and this process's copy let go."""

from django.db import transaction

from yiwang.ground.places import queries
from yiwang.ground.places.models import Area, Name, Place
from yiwang.ground.places.queries import spelling


def area_names(area: Area) -> list[Name]:
    """Its own name, the short ones, its station's, its other names."""
    others = [*spelling.area_names(area.name, area.county), *spelling.station_names(area.name), *area.aliases]
    others += [area.name_en] if area.name_en else []
    return [_name(area.name, area=area), *(_name(text, area=area, is_alias=True) for text in dict.fromkeys(others))]


def place_names(place: Place) -> list[Name]:
    """Its own name and the others."""
    return [_name(place.name, place=place), *(_name(alias, place=place, is_alias=True) for alias in place.aliases)]


def _name(text: str, *, area: Area | None = None, place: Place | None = None, is_alias: bool = False) -> Name:
    folded = spelling.fold(text)
    return Name(folded=folded, pairs=spelling.pairs(folded), area=area, place=place, is_alias=is_alias)


def forget() -> None:
    """Let this process's copy go at once, and again once others' reads can see the new rows."""
    queries.forget()
    transaction.on_commit(queries.forget)
