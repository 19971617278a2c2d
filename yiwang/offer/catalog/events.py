"""Facts of the catalogue: codes, numbers of versions, dates; a document as its digest."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class VersionDrafted(Event):
    """A version of an item was begun."""

    code: ClassVar[str] = "catalog.version.drafted"
    item: str
    number: int
    digest: str


@dataclass(frozen=True)
class VersionRevised(Event):
    """A draft was changed."""

    code: ClassVar[str] = "catalog.version.revised"
    item: str
    number: int
    digest: str


@dataclass(frozen=True)
class VersionSubmitted(Event):
    """A draft was handed to the other office."""

    code: ClassVar[str] = "catalog.version.submitted"
    item: str
    number: int
    digest: str


@dataclass(frozen=True)
class VersionSentBack(Event):
    """The other office wants it changed; `reason`: digest."""

    code: ClassVar[str] = "catalog.version.sent_back"
    item: str
    number: int
    reason: str


@dataclass(frozen=True)
class VersionPublished(Event):
    """A version holds from a date; the one before it ends the day before."""

    code: ClassVar[str] = "catalog.version.published"
    item: str
    number: int
    valid_from: date
    digest: str


@dataclass(frozen=True)
class VersionTakenDown(Event):
    """A version holds no longer; nobody can apply under it."""

    code: ClassVar[str] = "catalog.version.taken_down"
    item: str
    number: int
    reason: str


@dataclass(frozen=True)
class VersionDropped(Event):
    """A draft was laid aside."""

    code: ClassVar[str] = "catalog.version.dropped"
    item: str
    number: int


@dataclass(frozen=True)
class ItemCharged(Event):
    """承办单位 and 责任人 of an item were named; an empty code is a vacancy."""

    code: ClassVar[str] = "catalog.item.charged"
    item: str
    unit: str
    officer: str


@dataclass(frozen=True)
class ItemLaid(Event):
    """A version was laid by the house itself or taken from a file, published at once; `origin`: whose word it is."""

    code: ClassVar[str] = "catalog.item.laid"
    item: str
    number: int
    origin: str
    digest: str
