"""A ruleset made ready for its reader once a version, not once a question."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from yiwang.ground.rules.queries.in_force import current

T = TypeVar("T")


class Parsed(Generic[T]):
    """What a reader makes of the payload in force, kept until another is. Shared by the process: read it, never change it."""

    def __init__(self, kind: str, read: Callable[[Any], T]) -> None:
        self.kind, self.read = kind, read
        self._kept: tuple[Any, T] | None = None
        self.__doc__ = read.__doc__

    def __call__(self) -> T:
        """Missing: no version of this kind is in force."""
        payload = current(kind=self.kind)
        kept = self._kept
        if kept is None or kept[0] is not payload:
            kept = self._kept = (payload, self.read(payload))
        return kept[1]


def parsed(kind: str) -> Callable[[Callable[[Any], T]], Parsed[T]]:
    """`@parsed("categories")` over a function of the payload: the answer is kept as long as the payload is in force."""
    return lambda read: Parsed(kind, read)
