"""Facts of the exchange with other platforms: ids and codes, neither their numbers nor a word."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class PartnerAdded(Event):
    """对接平台已建."""

    code: ClassVar[str] = "channels.partner.added"
    partner: str
    channel: str


@dataclass(frozen=True)
class PartnerChanged(Event):
    """What was changed: names of its fields, or `secret`, `on`, `off`."""

    code: ClassVar[str] = "channels.partner.changed"
    what: tuple[str, ...]


@dataclass(frozen=True)
class MappingSet(Event):
    """对应表换了一版."""

    code: ClassVar[str] = "channels.mapping.set"
    version: int


@dataclass(frozen=True)
class OrderTaken(Event):
    """转来工单成件. `case`: the file's reference."""

    code: ClassVar[str] = "channels.order.taken"
    partner: str
    case: str


@dataclass(frozen=True)
class SenderForgotten(Event):
    """What came of a person who was erased by order is gone here too: the order as it came, the notices' words."""

    code: ClassVar[str] = "channels.order.sender_forgotten"
    notices: int


@dataclass(frozen=True)
class ReportOwed(Event):
    """A report was put on its way."""

    code: ClassVar[str] = "channels.report.owed"
    kind: str
    seq: int


@dataclass(frozen=True)
class ReportTaken(Event):
    """The other platform has it."""

    code: ClassVar[str] = "channels.report.taken"
    seq: int


@dataclass(frozen=True)
class ReportParked(Event):
    """It was not taken however often it was tried; a person must look."""

    code: ClassVar[str] = "channels.report.parked"
    seq: int
    trouble: str


@dataclass(frozen=True)
class ReportsReplayed(Event):
    """Parked reports are sent again, by hand."""

    code: ClassVar[str] = "channels.report.replayed"
    seqs: tuple[int, ...]


@dataclass(frozen=True)
class NoticeKept(Event):
    """来文已收."""

    code: ClassVar[str] = "channels.notice.kept"
    kind: str


@dataclass(frozen=True)
class NoticeSettled(Event):
    """What became of it."""

    code: ClassVar[str] = "channels.notice.settled"
    kind: str
    state: str
    reason: str


@dataclass(frozen=True)
class DueWarned(Event):
    """Who has the file was told that the other platform's term comes first."""

    code: ClassVar[str] = "channels.order.due_warned"
    case: str
