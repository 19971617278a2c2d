"""Facts of feeds and of people served: keys, codes and numbers; no number of a telephone, no number of a service."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class FeedOpened(Event):
    """A source of people served was set up."""

    code: ClassVar[str] = "served.feed.opened"
    feed: str
    kind: str
    client: str


@dataclass(frozen=True)
class FeedChanged(Event):
    """A source was changed or stopped."""

    code: ClassVar[str] = "served.feed.changed"
    feed: str
    client: str
    is_active: bool


@dataclass(frozen=True)
class BatchBegun(Event):
    """A file, or one day of a system, began to come in. `digest`: SHA-256 of the file; of a system the day."""

    code: ClassVar[str] = "served.batch.begun"
    feed: str
    door: str
    digest: str


@dataclass(frozen=True)
class ServicesTaken(Event):
    """Rows came in: so many new, so many that stood here with something new about them, so many given back."""

    code: ClassVar[str] = "served.batch.taken"
    feed: str
    taken: int
    changed: int
    rejected: int


@dataclass(frozen=True)
class BatchEnded(Event):
    """A file is in."""

    code: ClassVar[str] = "served.batch.ended"
    rows: int
    rejected: int


@dataclass(frozen=True)
class ServicesDrawn(Event):
    """A sample was drawn: of so many looked at so many are to be asked. `late`, `recent`: left out for that reason."""

    code: ClassVar[str] = "served.feed.drawn"
    feed: str
    looked: int
    drawn: int
    recent: int
    late: int


@dataclass(frozen=True)
class PickUpTold(Event):
    """温馨提示: somebody was told when what they came for can be fetched; `count`: the how-manieth time."""

    code: ClassVar[str] = "served.service.told"
    feed: str
    count: int
