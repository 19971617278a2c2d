"""Facts of keeping and destroying."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class HoldPlaced(Event):
    """暂停销毁: nothing of the subject is destroyed from now on."""

    code: ClassVar[str] = "keeping.hold.placed"
    hold: int


@dataclass(frozen=True)
class HoldLifted(Event):
    """恢复: the subject may be destroyed when its term is over."""

    code: ClassVar[str] = "keeping.hold.lifted"
    hold: int


@dataclass(frozen=True)
class ErasureOrdered(Event):
    """登记删除令: somebody asks that a person's, a thing's or an expired batch's data go."""

    code: ClassVar[str] = "keeping.order.asked"
    order: str
    kind: str


@dataclass(frozen=True)
class OrderApproved(Event):
    """批准删除令, by another hand."""

    code: ClassVar[str] = "keeping.order.approved"
    order: str


@dataclass(frozen=True)
class OrderRefused(Event):
    """不批准删除令."""

    code: ClassVar[str] = "keeping.order.refused"
    order: str


@dataclass(frozen=True)
class OrderDone(Event):
    """删除令执行完: `rows` of all tables."""

    code: ClassVar[str] = "keeping.order.done"
    order: str
    rows: int


@dataclass(frozen=True)
class SubjectErased(Event):
    """依令删除: the texts that hung on the subject are gone; what may be known of it stays (number, state, dates)."""

    code: ClassVar[str] = "keeping.subject.erased"
    order: str
