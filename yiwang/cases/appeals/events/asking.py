"""Facts of what goes to and fro with the citizen while the appeal is handled."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class QuestionTakenBack(Event):
    """收回提问: nobody waits for the answer any more; by who asked, or because the file ended or left its unit."""

    code: ClassVar[str] = "appeals.question.taken_back"
    question: int
