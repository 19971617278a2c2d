"""Facts of published answers and of patrols."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class AnswerOffered(Event):
    """待公开: an answer was approved, and may be published. `source`: what it answers, as a reference."""

    code: ClassVar[str] = "knowledge.answer.offered"
    source: str


@dataclass(frozen=True)
class AnswerRedacted(Event):
    """隐去个人信息. `digest`: of title, question and answer as they would be published."""

    code: ClassVar[str] = "knowledge.answer.redacted"
    source: str
    digest: str


@dataclass(frozen=True)
class AnswerSentBack(Event):
    """退回再改: it still says too much."""

    code: ClassVar[str] = "knowledge.answer.sent_back"
    source: str


@dataclass(frozen=True)
class AnswerPublished(Event):
    """公开: anybody may read it from now on. `digest`: of what was let out."""

    code: ClassVar[str] = "knowledge.answer.published"
    source: str
    digest: str


@dataclass(frozen=True)
class AnswerKept(Event):
    """不公开. `ending`: one of `Ending` where it ended by itself, else empty."""

    code: ClassVar[str] = "knowledge.answer.kept"
    source: str
    ending: str


@dataclass(frozen=True)
class AnswerWithdrawn(Event):
    """撤下: nobody can read it any more. `ending`: as of `AnswerKept`."""

    code: ClassVar[str] = "knowledge.answer.withdrawn"
    source: str
    ending: str


@dataclass(frozen=True)
class AnswerRenewed(Event):
    """仍然有效: somebody has read it again. `until`: the day by which it must be read once more."""

    code: ClassVar[str] = "knowledge.answer.renewed"
    source: str
    until: str


@dataclass(frozen=True)
class ConsultationsPatrolled(Event):
    """巡查: consultations below this unit were looked through. `line`: empty for all; `waiting`, `late`: how many."""

    code: ClassVar[str] = "knowledge.consultations.patrolled"
    unit: str
    line: str
    day: str
    waiting: int
    late: int
