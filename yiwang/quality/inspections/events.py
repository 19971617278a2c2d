"""Facts of inspections and traces: keys, numbers, the seed; never a word."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class InspectionDrawn(Event):
    """A sample was drawn. `seed` and `digest` (of all numbers it was drawn from) let anybody draw it again."""

    code: ClassVar[str] = "inspections.inspection.drawn"
    seed: str
    digest: str
    files: int
    drawn: int


@dataclass(frozen=True)
class SampleScored(Event):
    """An inspector filled in a sheet; `points` of 100."""

    code: ClassVar[str] = "inspections.inspection.scored"
    sample: int
    points: float
    digest: str


@dataclass(frozen=True)
class InspectionShown(Event):
    """The units see their scores, and may appeal until then."""

    code: ClassVar[str] = "inspections.inspection.shown"
    units: tuple[str, ...]
    contest_until: datetime | None


@dataclass(frozen=True)
class ScoreContested(Event):
    """A unit appeals; `reason`: digest."""

    code: ClassVar[str] = "inspections.inspection.contested"
    sample: int
    unit: str
    reason: str


@dataclass(frozen=True)
class ContestDecided(Event):
    """An appeal was decided by somebody who had not scored the file. `before`, `after`: points."""

    code: ClassVar[str] = "inspections.inspection.contest_decided"
    sample: int
    unit: str
    state: str
    before: float
    after: float
    words: str


@dataclass(frozen=True)
class InspectionClosed(Event):
    """The scores stand."""

    code: ClassVar[str] = "inspections.inspection.closed"
    samples: int


@dataclass(frozen=True)
class InspectionDropped(Event):
    """Laid aside; its seed stays on record. `why`: digest."""

    code: ClassVar[str] = "inspections.inspection.dropped"
    why: str


@dataclass(frozen=True)
class CaseTraced(Event):
    """Somebody went back over every hand that a file passed; `purpose`: digest."""

    code: ClassVar[str] = "inspections.case.traced"
    hands: int
    faults: int
    purpose: str
