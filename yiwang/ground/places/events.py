"""What happens to the tables of places."""

from dataclasses import dataclass
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
