"""The facts this room itself writes."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class PersonalDataSeen(Event):
    """Somebody opened personal fields of the subject; `digest` is that of the row in the access log."""

    code: ClassVar[str] = "record.look.taken"
    fields: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class TextErased(Event):
    """A personal text was erased by an order; the chain keeps its digest."""

    code: ClassVar[str] = "record.text.erased"
    digest: str
    order: str


@dataclass(frozen=True)
class BatchDeleted(Event):
    """A batch of personal data was deleted; `digest` is that of the row in the deletion ledger, `rows` how many of all tables."""

    code: ClassVar[str] = "record.batch.deleted"
    keeper: str
    basis: str
    rows: int
    digest: str


@dataclass(frozen=True)
class BackupMade(Event):
    """A backup was written and read back; `digest` is that of its manifest, `bytes` of everything in it."""

    code: ClassVar[str] = "record.backup.made"
    bytes: int
    seconds: int
    digest: str


@dataclass(frozen=True)
class BackupFailed(Event):
    """A backup was tried and came to nothing; `step` says where (dump, files, check)."""

    code: ClassVar[str] = "record.backup.failed"
    step: str


@dataclass(frozen=True)
class HouseRestored(Event):
    """Database and files were put back from a backup; what was written after it is gone. `digest`: of its manifest."""

    code: ClassVar[str] = "record.backup.restored"
    digest: str
