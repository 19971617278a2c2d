"""What happens to the tables of places."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class AreasLoaded(Event):
    """Areas were added or changed from a table."""

    code: ClassVar[str] = "places.areas.loaded"
    added: int
    changed: int


@dataclass(frozen=True)
class GazetteerLoaded(Event):
    """Places were added or changed from a table; `removed`: places the table no longer names."""

    code: ClassVar[str] = "places.gazetteer.loaded"
    added: int
    changed: int
    removed: int


@dataclass(frozen=True)
class AreaAdded(Event):
    """A new area, served by a station."""

    code: ClassVar[str] = "places.area.added"
    area: str
    station: str


@dataclass(frozen=True)
class AreaChanged(Event):
    """Particulars of an area; `fields`: which."""

    code: ClassVar[str] = "places.area.changed"
    area: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class AreaRetired(Event):
    """An area is chosen and found no more, or again."""

    code: ClassVar[str] = "places.area.retired"
    area: str
    is_retired: bool


@dataclass(frozen=True)
class HandoverPlanned(Event):
    """From a day on another station is to serve an area."""

    code: ClassVar[str] = "places.handover.planned"
    area: str
    from_station: str
    to_station: str
    valid_from: date


@dataclass(frozen=True)
class HandoverCalledOff(Event):
    """A planned handover will not take place."""

    code: ClassVar[str] = "places.handover.called_off"
    area: str
    valid_from: date


@dataclass(frozen=True)
class AreaHandedOver(Event):
    """Another station serves an area from now on."""

    code: ClassVar[str] = "places.area.handed_over"
    area: str
    from_station: str
    to_station: str


@dataclass(frozen=True)
class PlaceAdded(Event):
    """A new place in an area."""

    code: ClassVar[str] = "places.place.added"
    area: str


@dataclass(frozen=True)
class PlaceChanged(Event):
    """Particulars of a place; `fields`: which."""

    code: ClassVar[str] = "places.place.changed"
    area: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class PlaceRetired(Event):
    """A place is found no more, or again."""

    code: ClassVar[str] = "places.place.retired"
    is_retired: bool
