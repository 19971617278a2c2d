"""Facts of ratings: grades, codes, keys and digests; no word that anybody said, no number."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class RatingGiven(Event):
    """A service was rated. `about`: which one; `kind`: real, or filled in by a bureau that has switched that on."""

    code: ClassVar[str] = "ratings.rating.given"
    about: str
    kind: str
    grade: str
    door: str
    unit: str
    words_digest: str


@dataclass(frozen=True)
class RatedAgain(Event):
    """Whoever rated it badly rated what was done about it."""

    code: ClassVar[str] = "ratings.rating.again"
    about: str
    grade: str
    turn: int


@dataclass(frozen=True)
class RatingLeftOut(Event):
    """From now on a rating counts in no figure, and why; empty: it counts again."""

    code: ClassVar[str] = "ratings.rating.left_out"
    why: str


@dataclass(frozen=True)
class BadRatingCalledBack(Event):
    """Somebody was rung up about a bad rating, or could not be."""

    code: ClassVar[str] = "ratings.rating.called_back"
    outcome: str


@dataclass(frozen=True)
class RectificationReported(Event):
    """A unit says what it changed. `words_digest`: salted digest."""

    code: ClassVar[str] = "ratings.rectification.reported"
    measure: str
    turn: int
    words_digest: str


@dataclass(frozen=True)
class RectificationReopened(Event):
    """Rated badly once more: it is to be put right again, and those above see it."""

    code: ClassVar[str] = "ratings.rectification.reopened"
    turn: int


@dataclass(frozen=True)
class RectificationEnded(Event):
    """What was rated badly has come to an end: settled, unsettled, never rated again, or dropped."""

    code: ClassVar[str] = "ratings.rectification.ended"
    state: str
    unit: str


@dataclass(frozen=True)
class RatingContested(Event):
    """A unit says that a rating is mistaken or malicious. `words_digest`: salted digest of its proof."""

    code: ClassVar[str] = "ratings.rating.contested"
    ground: str
    words_digest: str


@dataclass(frozen=True)
class ContestDecided(Event):
    """Another unit looked and decided. `words_digest`: salted digest of the reason."""

    code: ClassVar[str] = "ratings.rating.contest_decided"
    state: str
    words_digest: str


@dataclass(frozen=True)
class PointOpened(Event):
    """A window has a code by which it is rated."""

    code: ClassVar[str] = "ratings.point.opened"
    unit: str


@dataclass(frozen=True)
class PointChanged(Event):
    """Its name, or whether it takes ratings."""

    code: ClassVar[str] = "ratings.point.changed"
    is_on: bool
