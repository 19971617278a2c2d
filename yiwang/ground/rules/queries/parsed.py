"""A ruleset made ready for its reader once a version, not once a question."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar

from yiwang.ground.rules.queries.in_force import current

T = TypeVar("T")


_KEPT = 6
"""Versions of one kind that a process keeps ready: files of a month rarely stand under more."""


class Parsed(Generic[T]):
    """What a reader makes of a payload, kept for the versions last asked for. Shared by the process: read it, never change it."""

    def __init__(self, kind: str, read: Callable[[Any], T]) -> None:
        self.kind, self.read = kind, read
        self._kept: OrderedDict[int, tuple[Any, T]] = OrderedDict()
        self.__doc__ = read.__doc__

    def __call__(self, *, at: datetime | None = None) -> T:
        """Of the version in force now, or at a moment. Missing: none was."""
        return self.of(current(kind=self.kind, at=at))

    def of(self, payload: Any) -> T:
        """Of any payload: a draft that is tried out. The payload is held, so that its id cannot pass to another."""
        kept = self._kept.get(id(payload))
        if kept is None:
            kept = self._kept[id(payload)] = payload, self.read(payload)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return kept[1]


def parsed(kind: str) -> Callable[[Callable[[Any], T]], Parsed[T]]:
    """`@parsed("categories")` over a function of the payload: the answer is kept as long as the payload is asked for."""
    return lambda read: Parsed(kind, read)
