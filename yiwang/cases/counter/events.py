"""Facts of the border that the inner side records."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class EnvelopeSpoiled(Event):
    """An envelope could not be taken in, for good; a person must look."""

    code: ClassVar[str] = "counter.envelope.spoiled"
    kind: str
    tries: int


@dataclass(frozen=True)
class InvitationAnswered(Event):
    """Somebody answered the page they were sent; what they said lies in the envelope until this transaction ends."""

    code: ClassVar[str] = "counter.invitation.answered"
    invitation: str


@dataclass(frozen=True)
class WindowRated(Event):
    """Somebody rated a window by its code; what they said lies in the envelope until this transaction ends."""

    code: ClassVar[str] = "counter.window.rated"


@dataclass(frozen=True)
class RulesPublished(Event):
    """What the portal may know of the bureau's rules was renewed."""

    code: ClassVar[str] = "counter.publication.renewed"
    version: int


@dataclass(frozen=True)
class DraftsForgotten(Event):
    """Drafts that nobody finished were erased with everything in them."""

    code: ClassVar[str] = "counter.drafts.forgotten"
    count: int
