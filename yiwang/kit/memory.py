"""What a process remembers of things that change rarely: for a few seconds, and not past a fact that it heard itself."""

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Any, Generic, TypeVar

from yiwang.kit import work

T = TypeVar("T")
FRESH_SECONDS = 5.0
"""How long a process may go on with what it knows; a change made elsewhere reaches it after at most this."""
_MOST = 4096
"""Answers kept of one reading; more, and all are asked anew."""

_all: list["Remembered[Any]"] = []


class Remembered(Generic[T]):
    """A reading whose answers are kept, each for `FRESH_SECONDS`. All threads share them: read them, never change them."""

    def __init__(self, read: Callable[..., T], until: str) -> None:
        self.read, self.until = read, until
        self._kept: dict[Hashable, tuple[float, T]] = {}
        self.__doc__ = read.__doc__

    def __call__(self, *asked: Hashable) -> T:
        """The answer, at most `FRESH_SECONDS` old."""
        known = self._kept.get(asked)
        if known is not None and monotonic() - known[0] <= FRESH_SECONDS:
            return known[1]
        answer = self.read(*asked)
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[asked] = (monotonic(), answer)
        return answer

    def forget(self) -> None:
        """Ask anew next time."""
        self._kept.clear()


def remembered(*, until: str) -> Callable[[Callable[..., T]], Remembered[T]]:
    """Keep a reading's answers. `until`: facts whose code begins so end them at once in this process (`organisation.`)."""

    def keep(read: Callable[..., T]) -> Remembered[T]:
        known = Remembered(read, until)
        _all.append(known)
        return known

    return keep


def heard(code: str) -> None:
    """A fact was put on record: forget what it may have changed, now and again when the command has ended either way.

    Now, so that the command itself reads what it has changed; in the end, because another thread may have read in between
    what was not committed yet, or this one what was rolled back.
    """
    if touched := [known for known in _all if code.startswith(known.until)]:
        for known in touched:
            known.forget()
            work.at_end(known.forget)


def forget() -> None:
    """Forget everything: between tests."""
    for known in _all:
        known.forget()
