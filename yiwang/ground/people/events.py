"""Facts about those who ask: salted digests and levels, never a name or number."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class ApplicantRemembered(Event):
    """Somebody gave their particulars (or none). The salt of the digest stands beside the text and is erased with it."""

    code: ClassVar[str] = "people.applicant.remembered"
    text_digest: str
    identity_level: str
    is_anonymous: bool


@dataclass(frozen=True)
class IdentityRaised(Event):
    """We became surer of who it is."""

    code: ClassVar[str] = "people.applicant.identity_raised"
    before: str
    after: str


@dataclass(frozen=True)
class ApplicantErased(Event):
    """The particulars are gone by order; `record` keeps the order with the digest."""

    code: ClassVar[str] = "people.applicant.erased"
    text_digest: str
    order: str


@dataclass(frozen=True)
class ApplicantCorrected(Event):
    """One of the particulars was wrong and is right now, by a request of the person (`order`: its number)."""

    code: ClassVar[str] = "people.applicant.corrected"
    field: str
    text_digest: str
    order: str


@dataclass(frozen=True)
class NamesIndexed(Event):
    """Names that were kept before names had an index got theirs, up to and including this person's."""

    code: ClassVar[str] = "people.applicant.names_indexed"
    count: int


@dataclass(frozen=True)
class CautionNoted(Event):
    """A number is unsafe, or its holder unfit: to be heeded before anything is sent. `about`: the file, if any."""

    code: ClassVar[str] = "people.caution.noted"
    kind: str
    ground: str
    about: str


@dataclass(frozen=True)
class CautionLifted(Event):
    """It need not be heeded any more."""

    code: ClassVar[str] = "people.caution.lifted"
    kind: str
