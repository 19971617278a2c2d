"""Facts of sorting messages and of texts for editors."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class SenderAsked(Event):
    """反问: a sender was asked back about a message (the subject); `kind`: what was asked, `count`: how many files were named."""

    code: ClassVar[str] = "channels.sender.asked"
    kind: str
    count: int


@dataclass(frozen=True)
class PostingMade(Event):
    """待发布: a text about the file waits for an editor."""

    code: ClassVar[str] = "channels.posting.made"
    posting: int
    kind: str


@dataclass(frozen=True)
class PostingEnded(Event):
    """已发布: an editor has put a text about the file where it was asked, or will not; `state`: `states.PostState`."""

    code: ClassVar[str] = "channels.posting.ended"
    posting: int
    state: str


@dataclass(frozen=True)
class MessageAnswered(Event):
    """来信回复: an officer wrote back to who sent a message (the subject); `about`: the file it is about."""

    code: ClassVar[str] = "channels.message.answered"
    about: str


@dataclass(frozen=True)
class AnswerCame(Event):
    """评价回复: a message (the subject) answers what its sender was asked (`asked`); `grade`: the digit 1 to 5, `good`, `bad`, or
    empty where nobody could understand it and it may be asked about once more.
    """

    code: ClassVar[str] = "channels.answer.came"
    asked: str
    grade: str
