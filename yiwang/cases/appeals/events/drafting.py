"""Facts of drafts by a model outside: who asked, which model, how many tokens; never a word that was sent or came back."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class DraftAsked(Event):
    """A draft was asked of a model outside."""

    code: ClassVar[str] = "appeals.draft.asked"
    draft: int


@dataclass(frozen=True)
class DraftMade(Event):
    """It came. `digest`: keyed, of what was sent."""

    code: ClassVar[str] = "appeals.draft.made"
    draft: int
    digest: str
    model: str
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True)
class DraftFailed(Event):
    """Nothing came of it. `trouble`: `language.WriterTrouble`, or `stale` where the file may not be sent out any more."""

    code: ClassVar[str] = "appeals.draft.failed"
    draft: int
    trouble: str


@dataclass(frozen=True)
class DraftRead(Event):
    """逐句核对: a person has said of every sentence whether it stands, was changed or is left out."""

    code: ClassVar[str] = "appeals.draft.read"
    draft: int
    kept: int
    changed: int
    left_out: int


@dataclass(frozen=True)
class DraftDropped(Event):
    """Somebody does not want it."""

    code: ClassVar[str] = "appeals.draft.dropped"
    draft: int
