"""Facts of requests. Ids, codes and digests only; the words stand encrypted in the request."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class RequestReceived(Event):
    """Somebody asked about their own data; `words_digest` is the salted one of what they wrote, `look` the key of a look in
    question.
    """

    code: ClassVar[str] = "rights.request.received"
    kind: str
    unit: str
    files: int
    words_digest: str
    look: str


@dataclass(frozen=True)
class RequestOpened(Event):
    """An officer read what is kept about the person, to decide."""

    code: ClassVar[str] = "rights.request.opened"
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class RequestChecked(Event):
    """A first hand proposes a decision; a second one must agree."""

    code: ClassVar[str] = "rights.request.checked"
    decision: str
    ground: str


@dataclass(frozen=True)
class RequestSentBack(Event):
    """The second hand does not agree; it is to be looked at again."""

    code: ClassVar[str] = "rights.request.sent_back"
    decision: str


@dataclass(frozen=True)
class RequestDecided(Event):
    """Decided and answered; `answer_digest` is the salted one of the answer. `is_carried_out`: nothing is left to be done."""

    code: ClassVar[str] = "rights.request.decided"
    kind: str
    decision: str
    ground: str
    answer_digest: str
    is_carried_out: bool


@dataclass(frozen=True)
class RequestCarriedOut(Event):
    """What was granted is done; `order`: the number of the erasure order, where there was one."""

    code: ClassVar[str] = "rights.request.carried_out"
    kind: str
    order: str


@dataclass(frozen=True)
class CopyFetched(Event):
    """The person has fetched the copy, once."""

    code: ClassVar[str] = "rights.copy.fetched"
    at: str
