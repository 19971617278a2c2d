"""Every spelling of every place, in memory: built from the tables, kept by the process, checked every five seconds."""

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from itertools import chain, pairwise

from django.db.models import Count, Max

from yiwang.ground.places.models import Area, Place
from yiwang.ground.places.queries import spelling
from yiwang.ground.places.queries.hits import Thing, area_thing, county_thing, place_thing
from yiwang.kit.late import late
from yiwang.kit.settings import settings

rjieba = late("rjieba")  # 33 MiB of dictionary: carried by processes that read letters

CHECK_EVERY = 5.0
"""Seconds between two looks at whether the tables changed."""
_LONG_TAIL = 4
"""A shortened name that several counties share counts only from this length on, and only with its county named."""


class Rank(IntEnum):
    """How exactly a spelling tells the place; the lower, the better."""

    PLACE = 0
    SHORTENED = 1
    AREA = 2
    STATION = 3
    COUNTY = 4


@dataclass(frozen=True, slots=True)
class Spelling:
    """One thing a spelling may stand for."""

    thing: Thing
    rank: Rank
    is_official: bool
    """The full name: it needs no context."""
    is_everyday: bool
    """Also a word of the common dictionary (夜市, 机场)."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`meanings` by folded spelling; `starts`: for two characters, the spellings that begin with them, longest first."""

    meanings: dict[str, tuple[Spelling, ...]]
    starts: dict[str, tuple[str, ...]]


_Version = tuple[object, ...]
_EMPTY: tuple[float, _Version, Vocabulary] = (float("-inf"), (), Vocabulary({}, {}))
_kept: list[tuple[float, _Version, Vocabulary]] = [_EMPTY]


def current() -> Vocabulary:
    """The vocabulary of the tables as they stand, at most five seconds old."""
    checked_at, version, vocabulary = _kept[0]
    if time.monotonic() - checked_at < CHECK_EVERY:
        return vocabulary
    found = _version()
    if found != version:
        vocabulary = build(Area.objects.filter(is_retired=False), _standing())
    _kept[0] = (time.monotonic(), found, vocabulary)
    return vocabulary


def _standing() -> Iterable[Place]:
    return Place.objects.filter(is_retired=False, area__is_retired=False).select_related("area")


def forget() -> None:
    """Let go of the copy: the next look-up reads the tables anew."""
    _kept[0] = _EMPTY


def version() -> str:
    """The tables' version in words."""
    return repr(_version())


def _version() -> _Version:
    def of(model: type[Area] | type[Place]) -> tuple[int, int | None, datetime | None]:
        found = model.objects.aggregate(count=Count("id"), last=Max("id"), at=Max("changed_at"))
        return found["count"], found["last"], found["at"]

    return of(Area), of(Place)


def build(areas: Iterable[Area], places: Iterable[Place]) -> Vocabulary:
    """Pure: the vocabulary of these rows."""
    areas, places = list(areas), list(places)
    meanings: dict[str, list[Spelling]] = defaultdict(list)
    for text, meaning in chain(_of_areas(areas), _of_places(places), _shortened(places)):
        folded = spelling.fold(text)
        if len(folded) >= spelling.SHORTEST:
            meanings[folded].append(meaning)
    kept = {folded: _best_of_each_area(found) for folded, found in meanings.items()}
    starts: dict[str, list[str]] = defaultdict(list)
    for folded in sorted(kept, key=len, reverse=True):
        starts[folded[:2]].append(folded)
    return Vocabulary(kept, {start: tuple(found) for start, found in starts.items()})


def _best_of_each_area(found: list[Spelling]) -> tuple[Spelling, ...]:
    best: dict[tuple[str, str | None], Spelling] = {}
    for meaning in found:
        key = (meaning.thing.county_code, meaning.thing.area_code)
        if key not in best or meaning.rank < best[key].rank:
            best[key] = meaning
    return tuple(best.values())


def _meaning(text: str, thing: Thing, rank: Rank, *, official: bool = False) -> tuple[str, Spelling]:
    return text, Spelling(thing, rank, official, not official and bool(rjieba.has_word(text)))


def _of_areas(areas: list[Area]) -> Iterable[tuple[str, Spelling]]:
    for area in areas:
        thing = area_thing(area)
        yield _meaning(area.name, thing, Rank.AREA, official=True)
        for text in [area.name_en, *area.aliases, *spelling.area_names(area.name, area.county)]:
            yield _meaning(text, thing, Rank.AREA)
        for text in spelling.station_names(area.name):
            yield _meaning(text, thing, Rank.STATION, official=True)
    for area in {area.county_code: area for area in areas}.values():
        yield _meaning(area.county, county_thing(area), Rank.COUNTY, official=True)
        yield _meaning(spelling.county_short(area.county), county_thing(area), Rank.COUNTY)


def _of_places(places: list[Place]) -> Iterable[tuple[str, Spelling]]:
    for place in places:
        yield _meaning(place.name, place_thing(place), Rank.PLACE, official=True)
        for text in place.aliases:
            yield _meaning(text, place_thing(place), Rank.PLACE)


def _shortened(places: list[Place]) -> Iterable[tuple[str, Spelling]]:
    """Names without the city, county or area before them, or without the common ending, where that stays clear."""
    known = _by_pairs({place.name for place in places})
    city = settings().bureau.removesuffix("公安局")
    said = {place.name for place in places} | {alias for place in places for alias in place.aliases}
    for place in places:
        for text in _short_forms(place, city):
            if text not in said and _is_clear(text, known):
                yield _meaning(text, place_thing(place), Rank.SHORTENED)


def _short_forms(place: Place, city: str) -> set[str]:
    area = place.area
    county, short = spelling.county_short(area.county), spelling.area_short(area.name)
    prefixes = (city, spelling.county_short(city), area.county, county, area.name, short)
    return {spelling.tail(place.name, prefixes), spelling.head(place.name)} - {""}


def _by_pairs(names: set[str]) -> dict[str, set[str]]:
    """The names that hold two characters side by side."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for two in pairwise(name):
            found["".join(two)].add(name)
    return found


def _is_clear(text: str, known: dict[str, set[str]]) -> bool:
    """One name alone holds it, or it is long enough for the county beside it to decide."""
    rarest = min((known["".join(two)] for two in pairwise(text)), key=len)
    return len(text) >= _LONG_TAIL or sum(text in name for name in rarest) == 1
