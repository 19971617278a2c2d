"""Facts of whose an appeal is: given back by a unit, designated by a superior, handed back to where it came from."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class AppealReturned(Event):
    """退办: a unit gave it back. `give_back`: key of the row; `number`: the first or the second time; `superior`: who must now
    say whose it is, empty after the first.
    """

    code: ClassVar[str] = "appeals.appeal.returned"
    give_back: int
    number: int
    unit: str
    ground: str
    suggested: str
    superior: str


@dataclass(frozen=True)
class AppealDesignated(Event):
    """指定管辖: the superior said whose it is; it cannot be given back any more."""

    code: ClassVar[str] = "appeals.appeal.designated"
    designation: int
    unit: str


@dataclass(frozen=True)
class AppealHandedBack(Event):
    """退回来源: the platform that sent it has it again; here it is over."""

    code: ClassVar[str] = "appeals.appeal.handed_back"
    hand_back: int


@dataclass(frozen=True)
class AppealTakenUp(Event):
    """接着办: the platform did not take it back, so it is ours. `round`: the one that begins."""

    code: ClassVar[str] = "appeals.appeal.taken_up"
    round: int
