"""What is asked of a model outside, what it wrote, and what can go wrong, whatever the protocol."""

from dataclasses import dataclass
from typing import Protocol

from yiwang.ground.language.states import WriterTrouble


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request. `rules`: what holds whatever the material says; `material`: what to write from, no instruction among it.

    `signs`: the most that may come back.
    """

    rules: str
    material: str
    signs: int = 1200


@dataclass(frozen=True, kw_only=True)
class Written:
    """What came back. `model`: as the other side calls it; tokens as it counts them, 0 where it does not say."""

    text: str
    model: str
    tokens_in: int = 0
    tokens_out: int = 0


class Failed(Exception):
    """Nothing usable came back. `why`: in a word; never a sign of what was sent or answered."""

    def __init__(self, why: WriterTrouble) -> None:
        super().__init__(why.value)
        self.why = why

    @property
    def may_retry(self) -> bool:
        """Whether the same request may do better later."""
        return self.why in (WriterTrouble.BUSY, WriterTrouble.TIMEOUT, WriterTrouble.UNREACHED)


class Writer(Protocol):
    """A model that writes."""

    def write(self, asked: Asked) -> Written:
        """Write once. Raises Failed."""

    def close(self) -> None:
        """Let the connections go."""
