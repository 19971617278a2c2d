"""Facts of standards. `wording`: the number of the version meant."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class StandardWritten(Event):
    """改口径: a wording was written, or written anew. `digest`: of its words."""

    code: ClassVar[str] = "knowledge.standard.written"
    wording: int
    digest: str


@dataclass(frozen=True)
class StandardApproved(Event):
    """批准: from now on everybody answers so. `until`: the day by which it must be read again."""

    code: ClassVar[str] = "knowledge.standard.approved"
    wording: int
    digest: str
    until: str


@dataclass(frozen=True)
class StandardSentBack(Event):
    """退回再改: the wording that waited is not approved."""

    code: ClassVar[str] = "knowledge.standard.sent_back"
    wording: int


@dataclass(frozen=True)
class StandardConfirmed(Event):
    """仍然有效: somebody has read it again. `until`: the day by which it must be read once more."""

    code: ClassVar[str] = "knowledge.standard.confirmed"
    wording: int
    until: str


@dataclass(frozen=True)
class StandardHandedOn(Event):
    """换负责人. `before`, `owner`: keys of officers."""

    code: ClassVar[str] = "knowledge.standard.handed_on"
    before: int
    owner: int


@dataclass(frozen=True)
class StandardFellDue(Event):
    """到期待复审: its day has come."""

    code: ClassVar[str] = "knowledge.standard.fell_due"
    wording: int


@dataclass(frozen=True)
class StandardRetired(Event):
    """停用: nobody may answer so any more."""

    code: ClassVar[str] = "knowledge.standard.retired"
    wording: int


@dataclass(frozen=True)
class StandardUsed(Event):
    """按口径: an answer was written after it. `source`: what was answered, as a reference."""

    code: ClassVar[str] = "knowledge.standard.used"
    wording: int
    source: str


@dataclass(frozen=True)
class StandardNotUsed(Event):
    """不按口径了: the answer was not written after it after all, before it went out."""

    code: ClassVar[str] = "knowledge.standard.not_used"
    wording: int
    source: str
