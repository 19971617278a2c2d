"""Facts of the loop of an appeal, about its file: levels, codes and keys; what people said stands in the rows."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class LoopRaised(Event):
    """Not satisfied, or not reworked in time (`is_late`): the next level answers for it. `round`: the file's round whose answer
    it is about; `grade`, `reasons`: as given, empty where it came without.
    """

    code: ClassVar[str] = "callbacks.loop.raised"
    level: str
    round: int
    grade: str
    reasons: tuple[str, ...]
    is_late: bool


@dataclass(frozen=True)
class NeedUnderstood(Event):
    """Somebody who had no hand in the file has spoken with the citizen, or learned otherwise what is wrong."""

    code: ClassVar[str] = "callbacks.loop.understood"
    act: int
    digest: str


@dataclass(frozen=True)
class ReworkFollowed(Event):
    """The supervising unit looked after it."""

    code: ClassVar[str] = "callbacks.loop.followed"
    act: int
    digest: str


@dataclass(frozen=True)
class CallOrdered(Event):
    """There is an answer again; somebody who had no hand in it calls. `round`: the file's."""

    code: ClassVar[str] = "callbacks.loop.call_ordered"
    level: str
    round: int


@dataclass(frozen=True)
class InquirySigned(Event):
    """A leader signed: these bodies look into it."""

    code: ClassVar[str] = "callbacks.loop.signed"
    bodies: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class OpinionFiled(Event):
    """One of them gave its opinion."""

    code: ClassVar[str] = "callbacks.loop.opinion_filed"
    opinion: int
    unit: str
    digest: str


@dataclass(frozen=True)
class InquiryConcluded(Event):
    """What is to be done."""

    code: ClassVar[str] = "callbacks.loop.concluded"
    act: int
    digest: str


@dataclass(frozen=True)
class OrderDecided(Event):
    """督办立项: the unit is to be held to it by an order. `unit`: whose answer it was; `act`: the row with the words."""

    code: ClassVar[str] = "callbacks.loop.order_decided"
    act: int
    unit: str
    digest: str


@dataclass(frozen=True)
class StudyBegun(Event):
    """专题研究: the question behind it is studied."""

    code: ClassVar[str] = "callbacks.loop.study_begun"
    act: int
    digest: str


@dataclass(frozen=True)
class StudyReported(Event):
    """What the study found."""

    code: ClassVar[str] = "callbacks.loop.study_reported"
    act: int
    digest: str


@dataclass(frozen=True)
class ClosingDecided(Event):
    """The demand has no ground: it is explained once more in writing, and then it ends. `ground`: a `Ground`."""

    code: ClassVar[str] = "callbacks.loop.closing_decided"
    act: int
    ground: str
    digest: str


@dataclass(frozen=True)
class LoopEnded(Event):
    """终结: the explanation is with the citizen. `is_last`: it was contested once, and nobody asks further."""

    code: ClassVar[str] = "callbacks.loop.ended"
    ground: str
    is_last: bool


@dataclass(frozen=True)
class EndContested(Event):
    """The citizen contests the end."""

    code: ClassVar[str] = "callbacks.loop.contested"
    round: int


@dataclass(frozen=True)
class EndReviewed(Event):
    """Somebody else than who closed it looked again, and it stays closed."""

    code: ClassVar[str] = "callbacks.loop.end_reviewed"
    act: int
    digest: str


@dataclass(frozen=True)
class LoopSettled(Event):
    """The citizen says that it is settled."""

    code: ClassVar[str] = "callbacks.loop.settled"
    level: str
    grade: str


@dataclass(frozen=True)
class LoopSilent(Event):
    """Nobody answered, or nobody could be asked: it ends as that, and is counted as no grade at all."""

    code: ClassVar[str] = "callbacks.loop.silent"
    level: str


@dataclass(frozen=True)
class LoopLeft(Event):
    """The file has gone another way (withdrawn, secret, on a law's track): nobody is called back about it."""

    code: ClassVar[str] = "callbacks.loop.left"
    why: str


SHOWN = (
    LoopRaised, NeedUnderstood, InquirySigned, InquiryConcluded, OrderDecided, StudyBegun, LoopEnded, EndContested, EndReviewed,
    LoopSettled,
)  # fmt: skip
"""What the citizen reads of it in the history of the file."""
