"""Facts about many appeals at once, and about finding them."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class BulkBegun(Event):
    """批量操作: an act over many appeals was asked for. `digest`: of what it was asked with (filter, unit, officer)."""

    code: ClassVar[str] = "appeals.bulkrun.begun"
    act: str
    count: int
    digest: str


@dataclass(frozen=True)
class BulkStepTaken(Event):
    """One appeal of a run: the act was carried out on it, or refused."""

    code: ClassVar[str] = "appeals.bulkrun.step_taken"
    case: int
    is_done: bool


@dataclass(frozen=True)
class BulkEnded(Event):
    """A run is through."""

    code: ClassVar[str] = "appeals.bulkrun.ended"
    done: int
    refused: int


@dataclass(frozen=True)
class AppealsExported(Event):
    """导出: masked rows left the house in a sheet. `digest`: of the filter; `purpose`: as the officer said it."""

    code: ClassVar[str] = "appeals.bulkrun.exported"
    rows: int
    digest: str
    purpose: str


@dataclass(frozen=True)
class SheetFetched(Event):
    """下载: the officer who asked for a sheet fetched it."""

    code: ClassVar[str] = "appeals.bulkrun.fetched"


@dataclass(frozen=True)
class SheetDropped(Event):
    """A sheet was erased when its day was over."""

    code: ClassVar[str] = "appeals.bulkrun.dropped"


@dataclass(frozen=True)
class FilterSaved(Event):
    """常用筛选: an officer keeps a filter."""

    code: ClassVar[str] = "appeals.savedfilter.saved"
    is_default: bool


@dataclass(frozen=True)
class FilterDropped(Event):
    """An officer keeps a filter no longer."""

    code: ClassVar[str] = "appeals.savedfilter.dropped"


@dataclass(frozen=True)
class FilterShared(Event):
    """本单位共享: the officers of a unit may use somebody's filter."""

    code: ClassVar[str] = "appeals.savedfilter.shared"
    unit: str


@dataclass(frozen=True)
class FilterUnshared(Event):
    """A filter is its owner's alone again."""

    code: ClassVar[str] = "appeals.savedfilter.unshared"
    unit: str


@dataclass(frozen=True)
class WordsIndexed(Event):
    """Appeals that were kept before words had an index got theirs, up to and including this one."""

    code: ClassVar[str] = "appeals.appeal.words_indexed"
    count: int
