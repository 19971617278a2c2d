"""The facts of a rehearsal."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yiwang.kit.bus import Event
from yiwang.kit.refs import Ref


@dataclass(frozen=True)
class TrialBegun(Event):
    """A draft is to be tried out on the appeals registered between two moments."""

    code: ClassVar[str] = "trials.trial.begun"
    ruleset: Ref
    since: datetime
    until: datetime


@dataclass(frozen=True)
class TrialEnded(Event):
    """All were read: so many of so many would come out otherwise."""

    code: ClassVar[str] = "trials.trial.ended"
    ruleset: Ref
    total: int
    changed: int


@dataclass(frozen=True)
class TrialCancelled(Event):
    """Somebody stopped it, or its draft was refused."""

    code: ClassVar[str] = "trials.trial.cancelled"
    ruleset: Ref


@dataclass(frozen=True)
class TrialSheetTaken(Event):
    """What it found was taken away as a table."""

    code: ClassVar[str] = "trials.trial.sheet_taken"
    rows: int


@dataclass(frozen=True)
class TrialLinesDropped(Event):
    """The single findings of an old rehearsal were erased; its sums stay."""

    code: ClassVar[str] = "trials.trial.lines_dropped"
    rows: int
