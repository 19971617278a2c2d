"""Facts of time asked for: an extension, a lawful pause, what was decided, and when a pause ended."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class ExtensionRequested(Event):
    """申请延期: so many more working days are asked for."""

    code: ClassVar[str] = "appeals.extension.requested"
    request: int
    days: int


@dataclass(frozen=True)
class PauseRequested(Event):
    """申请暂停: on a lawful ground; `file`: of the proof, 0 where only its number was named."""

    code: ClassVar[str] = "appeals.pause.requested"
    request: int
    ground: str
    file: int


@dataclass(frozen=True)
class RequestWithdrawn(Event):
    """撤回申请: by who asked, or because the file moved on without it."""

    code: ClassVar[str] = "appeals.request.withdrawn"
    request: int


@dataclass(frozen=True)
class RequestGranted(Event):
    """批准申请: the promise is extended, or waits. `kind`: one of `RequestKind`; `days` of an extension, `ground` of a pause."""

    code: ClassVar[str] = "appeals.request.granted"
    request: int
    kind: str
    days: int
    ground: str


@dataclass(frozen=True)
class RequestDeclined(Event):
    """不批准: the promise stays as it is."""

    code: ClassVar[str] = "appeals.request.declined"
    request: int
    kind: str


@dataclass(frozen=True)
class PauseEnded(Event):
    """恢复计时: the ground of a granted pause is over. `is_resumed`: a person said so; else the file ended or moved on."""

    code: ClassVar[str] = "appeals.pause.ended"
    request: int
    is_resumed: bool


@dataclass(frozen=True)
class PauseReminded(Event):
    """提醒: in this week of the year somebody was reminded that the promise still waits. `week`: 2026-W47."""

    code: ClassVar[str] = "appeals.pause.reminded"
    request: int
    week: str
