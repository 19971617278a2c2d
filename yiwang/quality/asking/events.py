"""Facts of questions and calls: codes, keys and numbers; no number dialled, no word anybody said."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class AskPlanned(Event):
    """Somebody will be asked. `about`: what was served (`casework.case:7`, `served.service:3` …); `round`: which round
    of it.
    """

    code: ClassVar[str] = "asking.ask.planned"
    purpose: str
    about: str
    round: int
    way: str


@dataclass(frozen=True)
class PersonSpared(Event):
    """Somebody is left in peace: by which reason, and by which rule where it was a rule."""

    code: ClassVar[str] = "asking.ask.spared"
    purpose: str
    about: str
    round: int
    reason: str
    rule: str


@dataclass(frozen=True)
class PersonAsked(Event):
    """The question went out (again, where `is_reminder`)."""

    code: ClassVar[str] = "asking.ask.asked"
    purpose: str
    about: str
    way: str
    is_reminder: bool


@dataclass(frozen=True)
class AskAnswered(Event):
    """Somebody answered: `grade` of the five, empty where the question asks for none (a survey); `door`: where it came in;
    `reasons`: codes; `words`: salted digest of what was said beside it, empty where nothing.
    """

    code: ClassVar[str] = "asking.ask.answered"
    ask: int
    purpose: str
    about: str
    round: int
    grade: str
    door: str
    reasons: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class AskLapsed(Event):
    """The time is over and nobody answered: silence is silence, never a grade."""

    code: ClassVar[str] = "asking.ask.lapsed"
    ask: int
    purpose: str
    about: str
    round: int


@dataclass(frozen=True)
class AskDropped(Event):
    """The question is not put any more: what it was about has gone on."""

    code: ClassVar[str] = "asking.ask.dropped"
    purpose: str
    about: str
    round: int


@dataclass(frozen=True)
class CallTaken(Event):
    """An officer took a call to make."""

    code: ClassVar[str] = "asking.call.taken"
    ask: int
    officer: str


@dataclass(frozen=True)
class CallGivenBack(Event):
    """An officer gave a call back to the list."""

    code: ClassVar[str] = "asking.call.given_back"
    ask: int


@dataclass(frozen=True)
class CallAttempted(Event):
    """One attempt at a call, and what it came to; `count`: the how-manieth."""

    code: ClassVar[str] = "asking.call.attempted"
    ask: int
    reached: str
    count: int


@dataclass(frozen=True)
class CallGivenUp(Event):
    """As many attempts as may be made, and nobody was reached."""

    code: ClassVar[str] = "asking.call.given_up"
    ask: int
    purpose: str
    about: str
    round: int
