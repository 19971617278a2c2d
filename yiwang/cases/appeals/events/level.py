"""Facts of the second level and of leaders' orders."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class ReplyPassedUp(Event):
    """呈上级审定: approved on the first level, it waits for the second; the digest is of what the first said."""

    code: ClassVar[str] = "appeals.reply.passed_up"
    reply: int
    digest: str


@dataclass(frozen=True)
class InstructionGiven(Event):
    """批示: a leader's order on the appeal; `due`: the day by which it is to be reported, empty where the table knows none."""

    code: ClassVar[str] = "appeals.instruction.given"
    instruction: int
    due: str
    digest: str


@dataclass(frozen=True)
class InstructionReported(Event):
    """报告落实: what was done about it."""

    code: ClassVar[str] = "appeals.instruction.reported"
    instruction: int
    digest: str


@dataclass(frozen=True)
class InstructionClosed(Event):
    """阅结: whoever gave it is content, or the file it was about has ended (`state`: how)."""

    code: ClassVar[str] = "appeals.instruction.closed"
    instruction: int
    state: str
