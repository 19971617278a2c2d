"""Reading the house as if a payload were in force: a draft is tried out through the very readers that will work by it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_NONE: Mapping[str, Any] = {}
_assumed: ContextVar[Mapping[str, Any]] = ContextVar("rules assumed", default=_NONE)


@contextmanager
def as_if(*, kind: str, payload: Any) -> Iterator[None]:
    """Within it `current(kind=…)` gives this payload in this thread, for whoever asks for what is in force now.

    Who asks for a version by its number or its day gets that one. Nothing is to be written meanwhile: what a command decided by a
    draft would stand.
    """
    token = _assumed.set({**_assumed.get(), kind: payload})
    try:
        yield
    finally:
        _assumed.reset(token)


def assumed(kind: str) -> Any:
    """The payload that is assumed to be in force; None where none is."""
    return _assumed.get().get(kind)
