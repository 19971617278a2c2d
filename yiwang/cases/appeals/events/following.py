"""Facts of a file that is worked on with many others of the same problem, and keeps its own number, clock and answer."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class AppealFollowed(Event):
    """归入同诉求: worked on with a main file. `unit`: who has it now; `before_unit`: who had it, empty where nobody."""

    code: ClassVar[str] = "appeals.appeal.followed"
    main: str
    unit: str
    before_unit: str


@dataclass(frozen=True)
class AppealWentAlone(Event):
    """单独办理: worked on by itself again, where it was before. `unit`: who has it, empty: the desk; `digest`: of the reason."""

    code: ClassVar[str] = "appeals.appeal.went_alone"
    main: str
    unit: str
    digest: str


@dataclass(frozen=True)
class AppealAnsweredTogether(Event):
    """按主件答复: its own answer is the approved one of the main file. `has_more`: with a paragraph of its own."""

    code: ClassVar[str] = "appeals.appeal.answered_together"
    reply: int
    main: str
    has_more: bool
