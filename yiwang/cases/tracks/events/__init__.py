"""Facts of a lawful matter; the subject is its file. Ids, codes and digests only."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class MatterBegun(Event):
    """列为法定事项: a file is on the way of a law of its own. `matter`: key of the row."""

    code: ClassVar[str] = "tracks.matter.begun"
    matter: int
    track: str
    kind: str


@dataclass(frozen=True)
class MatterDropped(Event):
    """改按诉求办: no law of its own ruled it."""

    code: ClassVar[str] = "tracks.matter.dropped"
    matter: int
    track: str


@dataclass(frozen=True)
class MatterAccepted(Event):
    """受理、登记、受案."""

    code: ClassVar[str] = "tracks.matter.accepted"
    matter: int
    track: str
    kind: str


@dataclass(frozen=True)
class MatterRefused(Event):
    """不予受理. `digest`: of the ground."""

    code: ClassVar[str] = "tracks.matter.refused"
    matter: int
    track: str
    digest: str


@dataclass(frozen=True)
class CorrectionAsked(Event):
    """要求补正, once. `digest`: of what is missing."""

    code: ClassVar[str] = "tracks.correction.asked"
    matter: int
    track: str
    digest: str


@dataclass(frozen=True)
class CorrectionCame(Event):
    """收到补正: the law counts from here."""

    code: ClassVar[str] = "tracks.correction.came"
    matter: int
    track: str


@dataclass(frozen=True)
class MatterTransferred(Event):
    """移送: another body has it. `digest`: of its name and the ground."""

    code: ClassVar[str] = "tracks.matter.transferred"
    matter: int
    track: str
    digest: str


@dataclass(frozen=True)
class MatterHandedOver(Event):
    """对方系统的编号: where else it is worked on. `digest`: of system and number."""

    code: ClassVar[str] = "tracks.matter.handed_over"
    matter: int
    track: str
    digest: str


@dataclass(frozen=True)
class MatterExtended(Event):
    """延期. `days`: granted; `stage`: of the longer limit, where the law has stages."""

    code: ClassVar[str] = "tracks.matter.extended"
    matter: int
    track: str
    days: int
    stage: str


@dataclass(frozen=True)
class MatterSuspended(Event):
    """暂停计时, on a ground of the law."""

    code: ClassVar[str] = "tracks.matter.suspended"
    matter: int
    track: str
    ground: str


@dataclass(frozen=True)
class MatterResumed(Event):
    """恢复计时. `ground`: what had held it."""

    code: ClassVar[str] = "tracks.matter.resumed"
    matter: int
    track: str
    ground: str


@dataclass(frozen=True)
class MatterDecided(Event):
    """作出决定, in the first instance."""

    code: ClassVar[str] = "tracks.matter.decided"
    matter: int
    track: str
    outcome: str
    digest: str


@dataclass(frozen=True)
class DeedIssued(Event):
    """出具文书. `deed`: key of the row; `number`: its 文号."""

    code: ClassVar[str] = "tracks.deed.issued"
    matter: int
    deed: int
    kind: str
    number: str


@dataclass(frozen=True)
class DeedDelivered(Event):
    """告知书送达: a paper that carries no decision reached somebody."""

    code: ClassVar[str] = "tracks.deed.delivered"
    matter: int
    deed: int
    kind: str
    how: str


@dataclass(frozen=True)
class MatterServed(Event):
    """送达决定: from here the time for remedies counts. `level`: of which instance."""

    code: ClassVar[str] = "tracks.matter.served"
    matter: int
    track: str
    level: int
    deed: int
    how: str


@dataclass(frozen=True)
class ReviewAsked(Event):
    """申请复查、复核、复议. `level`: the instance that begins; `digest`: of the words."""

    code: ClassVar[str] = "tracks.review.asked"
    matter: int
    track: str
    level: int
    digest: str


@dataclass(frozen=True)
class ReviewDecided(Event):
    """作出复查、复核、复议决定."""

    code: ClassVar[str] = "tracks.review.decided"
    matter: int
    track: str
    level: int
    outcome: str
    digest: str


@dataclass(frozen=True)
class MatterWithdrawn(Event):
    """申请人撤回, or gave up by not correcting. `digest`: of the words."""

    code: ClassVar[str] = "tracks.matter.withdrawn"
    matter: int
    track: str
    outcome: str
    digest: str


@dataclass(frozen=True)
class MatterEnded(Event):
    """终结: the way of the law is over."""

    code: ClassVar[str] = "tracks.matter.ended"
    matter: int
    track: str
    outcome: str


FACTS = (
    MatterBegun,
    MatterDropped,
    MatterAccepted,
    MatterRefused,
    CorrectionAsked,
    CorrectionCame,
    MatterTransferred,
    MatterHandedOver,
    MatterExtended,
    MatterSuspended,
    MatterResumed,
    MatterDecided,
    DeedIssued,
    DeedDelivered,
    MatterServed,
    ReviewAsked,
    ReviewDecided,
    MatterWithdrawn,
    MatterEnded,
)
"""All of them: what who asked may see follows each."""
