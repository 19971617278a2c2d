"""What happens to files, as the record keeps it: no names, a keyed digest of the content."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class FileKept(Event):
    """A cleaned file was stored with its subject. `size` in bytes."""

    code: ClassVar[str] = "files.file.kept"
    file_id: int
    mime: str
    size: int
    digest: str


@dataclass(frozen=True)
class FileRemoved(Event):
    """A file was taken away: its row stays as a tombstone, its bytes are erased."""

    code: ClassVar[str] = "files.file.removed"
    file_id: int
    reason: str
    digest: str


@dataclass(frozen=True)
class FilesSwept(Event):
    """Bytes that belong to no file were erased from the vault."""

    code: ClassVar[str] = "files.vault.swept"
    count: int
