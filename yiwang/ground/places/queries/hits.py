"""What a look-up answers."""

from dataclasses import dataclass

from yiwang.ground.places.models import Area, Place
from yiwang.ground.places.states import LABELS, Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """A county, an area or a place, as far as a look-up tells it. A county has neither area nor station."""

    name: str
    kind: Kind
    area_code: str | None
    area: str
    county_code: str
    county: str
    station_code: str | None
    county_unit_code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit(Thing):
    """A thing found. `text[start:end]` is `matched`, as written.

    `house`: the house, building or unit number behind it. `mentions`: how often the text names it. `is_sure`: False where
    the name is shortened, means several things, or is an everyday word too; ask before relying on it.
    """

    matched: str
    start: int
    end: int
    house: str = ""
    mentions: int = 1
    is_sure: bool = True

    @property
    def kind_label(self) -> str:
        """小区, 道路, …"""
        return LABELS[self.kind]

    @property
    def where(self) -> str:
        """望鹤区星桥街道: the line under the name in a list."""
        return f"{self.county}{self.area}"


def area_thing(area: Area) -> Thing:
    """An area as a thing."""
    return Thing(
        name=area.name,
        kind=Kind.AREA,
        area_code=area.code,
        area=area.name,
        county_code=area.county_code,
        county=area.county,
        station_code=area.station_code,
        county_unit_code=area.county_unit_code,
    )


def place_thing(place: Place) -> Thing:
    """A place as a thing; a station of its own counts before the area's."""
    area = place.area
    return Thing(
        name=place.name,
        kind=Kind(place.kind),
        area_code=area.code,
        area=area.name,
        county_code=area.county_code,
        county=area.county,
        station_code=place.station_code,
        county_unit_code=area.county_unit_code,
    )


def county_thing(area: Area) -> Thing:
    """The county an area lies in."""
    return Thing(
        name=area.county,
        kind=Kind.COUNTY,
        area_code=None,
        area="",
        county_code=area.county_code,
        county=area.county,
        station_code=None,
        county_unit_code=area.county_unit_code,
    )
