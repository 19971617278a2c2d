"""What in a text points at a person, and the text without it: `entities`, seen by what stands in their place."""

from collections.abc import Collection
from dataclasses import dataclass

from yiwang.ground.language.queries.entities import entities
from yiwang.ground.language.states import PersonalKind


@dataclass(frozen=True, order=True)
class Personal:
    """A stretch [start, end) of the text that points at a person, and how."""

    start: int
    end: int
    kind: PersonalKind

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


def personal(text: str, *, names: Collection[str] = (), keep: Collection[str] = ()) -> list[Personal]:
    """What in this text points at a person, in order and without overlaps.

    `names`: known names that count wherever they stand. `keep`: what may stand (a duty phone, the office's own address).
    """
    allowed = {word for word in keep if word}
    found = []
    for one in entities(text, names=names):
        words, kind = one.of(text), one.kind.personal
        if kind and not any(words in word or word in words for word in allowed):
            found.append(Personal(one.start, one.end, kind))
    return found


def redacted(text: str, *, names: Collection[str] = (), keep: Collection[str] = ()) -> str:
    """The text with each of these put as its kind: 〔电话〕. For `names` and `keep` see `personal`."""
    parts, at = [], 0
    for found in personal(text, names=names, keep=keep):
        parts += [text[at : found.start], f"〔{found.kind.label}〕"]
        at = found.end
    return "".join([*parts, text[at:]])
