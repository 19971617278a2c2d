"""Facts of programmes, tasks and notices."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yiwang.kit.bus import Event
from yiwang.kit.refs import Ref


@dataclass(frozen=True)
class ProgrammeOpened(Event):
    """A programme of tasks begins."""

    code: ClassVar[str] = "campaigns.programme.opened"
    unit: str
    digest: str


@dataclass(frozen=True)
class ProgrammeClosed(Event):
    """It is over."""

    code: ClassVar[str] = "campaigns.programme.closed"


@dataclass(frozen=True)
class TaskAdded(Event):
    """A task, or a heading (then without unit)."""

    code: ClassVar[str] = "campaigns.task.added"
    programme: Ref
    unit: str
    due_on: str
    digest: str


@dataclass(frozen=True)
class TaskMoved(Event):
    """Its day was moved; a digest of why."""

    code: ClassVar[str] = "campaigns.task.moved"
    due_on: date
    digest: str


@dataclass(frozen=True)
class TaskNoted(Event):
    """How far it is, in per cent; a digest of the words."""

    code: ClassVar[str] = "campaigns.task.noted"
    percent: int
    digest: str


@dataclass(frozen=True)
class TaskReported(Event):
    """Its owner says that it is done."""

    code: ClassVar[str] = "campaigns.task.reported"
    digest: str


@dataclass(frozen=True)
class TaskAccepted(Event):
    """Another person held it against its standard, and it is done."""

    code: ClassVar[str] = "campaigns.task.accepted"
    digest: str


@dataclass(frozen=True)
class TaskReturned(Event):
    """Another person held it against its standard, and it is not done; a digest of why."""

    code: ClassVar[str] = "campaigns.task.returned"
    digest: str


@dataclass(frozen=True)
class TaskDropped(Event):
    """It need not be done; a digest of why."""

    code: ClassVar[str] = "campaigns.task.dropped"
    digest: str


@dataclass(frozen=True)
class NoticeDrafted(Event):
    """A list of who kept to the programme was drawn up: so many units in red, so many in black."""

    code: ClassVar[str] = "campaigns.notice.drafted"
    programme: Ref
    red: int
    black: int


@dataclass(frozen=True)
class NoticeIssued(Event):
    """Another person issued it; the heads of its units are told."""

    code: ClassVar[str] = "campaigns.notice.issued"
    programme: Ref
