"""Facts of what came in files from elsewhere."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class AppealImported(Event):
    """导入: it came in a file from elsewhere; `duplicate_of`: the number of an earlier one with the same words."""

    code: ClassVar[str] = "appeals.appeal.imported"
    batch: int
    row: int
    mode: str
    channel: str
    type: str
    category: str
    state: str
    digest: str
    duplicate_of: str = ""


@dataclass(frozen=True)
class ImportBegan(Event):
    """导入开始: a file from elsewhere is being taken in."""

    code: ClassVar[str] = "appeals.import.began"
    mode: str
    channel: str
    file_digest: str


@dataclass(frozen=True)
class ImportFinished(Event):
    """导入完: every row was taken, stood here already, or was given back."""

    code: ClassVar[str] = "appeals.import.finished"
    mode: str
    channel: str
    file_digest: str
    rows: int
    taken: int
    known: int
    rejected: int
    duplicates: int


@dataclass(frozen=True)
class ImportOffered(Event):
    """上传了导入文件: a file waits to be looked over."""

    code: ClassVar[str] = "appeals.import.offered"
    mode: str
    channel: str
    file_digest: str


@dataclass(frozen=True)
class ImportForeseen(Event):
    """预检完: what it would do is known; somebody has to agree."""

    code: ClassVar[str] = "appeals.import.foreseen"
    rows: int


@dataclass(frozen=True)
class ImportDropped(Event):
    """撤回了导入文件: nothing of it was taken in."""

    code: ClassVar[str] = "appeals.import.dropped"
    file_digest: str


@dataclass(frozen=True)
class ImportFailed(Event):
    """没有导完: the file cannot be read."""

    code: ClassVar[str] = "appeals.import.failed"


@dataclass(frozen=True)
class ImportsCleared(Event):
    """清除了过期的导入文件: what was sent, and the rows given back, are gone; the figures stay."""

    code: ClassVar[str] = "appeals.import.cleared"
    count: int
