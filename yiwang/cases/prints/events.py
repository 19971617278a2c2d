"""Facts of likeness. Each is about the later of two files and names the earlier by its key."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class LikenessFound(Event):
    """发现疑似重复: the house found that the file says what an earlier one says. `score`: per cent; `how`: `How`."""

    code: ClassVar[str] = "prints.likeness.found"
    other: int
    score: int
    how: str


@dataclass(frozen=True)
class LikenessConfirmed(Event):
    """确认同一件事, by a person."""

    code: ClassVar[str] = "prints.likeness.confirmed"
    other: int


@dataclass(frozen=True)
class LikenessDismissed(Event):
    """不是同一件事, by a person: it is not proposed again."""

    code: ClassVar[str] = "prints.likeness.dismissed"
    other: int
