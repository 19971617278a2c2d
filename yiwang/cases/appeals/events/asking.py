"""Facts of what goes to and fro with the citizen while the appeal is handled."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class QuestionAsked(Event):
    """问诉求人: something must be known of the citizen; the promise waits for the answer. `days`: how long at most."""

    code: ClassVar[str] = "appeals.question.asked"
    question: int
    days: int
    digest: str


@dataclass(frozen=True)
class QuestionReminded(Event):
    """提醒回答: the citizen was reminded, once a question."""

    code: ClassVar[str] = "appeals.question.reminded"
    question: int


@dataclass(frozen=True)
class QuestionAnswered(Event):
    """回答提问: the promise counts again. `files`: how many came along."""

    code: ClassVar[str] = "appeals.question.answered"
    question: int
    files: int
    digest: str


@dataclass(frozen=True)
class QuestionTakenBack(Event):
    """收回提问: nobody waits for the answer any more; by who asked, or because the file ended or left its unit."""

    code: ClassVar[str] = "appeals.question.taken_back"
    question: int


@dataclass(frozen=True)
class QuestionLapsed(Event):
    """提问到期: no answer came; it is handled with what is there, and the promise counts again."""

    code: ClassVar[str] = "appeals.question.lapsed"
    question: int


@dataclass(frozen=True)
class SupplementAdded(Event):
    """补充材料: the citizen added words or files."""

    code: ClassVar[str] = "appeals.supplement.added"
    supplement: int
    files: int
    digest: str


@dataclass(frozen=True)
class AppealUrged(Event):
    """催办: the citizen presses; it reaches the supervising unit. `count`: how often in this round."""

    code: ClassVar[str] = "appeals.appeal.urged"
    urge: int
    count: int
