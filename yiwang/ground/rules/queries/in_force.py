"""Which version is in force, from a cache that the process checks every few seconds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from yiwang.ground.rules.models import Ruleset
from yiwang.ground.rules.queries.reading import in_line
from yiwang.ground.rules.queries.trying import assumed
from yiwang.ground.rules.states import Kind
from yiwang.kit import clock
from yiwang.kit.errors import Missing

FRESH_SECONDS = 5.0
"""How long a process may go on with what it knows; an approval reaches every process after at most this."""
_PAYLOADS = 64
"""Payloads kept in a process: each kind's current one, and some older for old cases."""


@dataclass(frozen=True)
class Span:
    """A version and the time it is in force: from `since` until, not including, `until`."""

    id: int
    version: int
    since: datetime
    until: datetime | None

    def covers(self, at: datetime) -> bool:
        """Whether it was in force then."""
        return self.since <= at and (self.until is None or at < self.until)


_lines: dict[str, tuple[float, tuple[Span, ...]]] = {}
_payloads: dict[int, Any] = {}
_open: dict[str, tuple[float, Any]] = {}
"""Of each kind whose version in force has no end: when its line was read, and the payload. An intake asks forty times."""
_NEVER = (float("-inf"), None)


def current(*, kind: str, at: datetime | None = None) -> Any:
    """The payload (dict or list) in force now, or at a moment; shared by the process: read it, never change it.

    Missing: no version of this kind was in force then. Within `as_if` the payload assumed there, where no moment is given.
    """
    if at is None:
        if (tried := assumed(kind)) is not None:
            return tried
        read_at, payload = _open.get(kind, _NEVER)
        if 0 <= monotonic() - read_at <= FRESH_SECONDS:
            return payload
    span = _span(kind, at)
    if span.id not in _payloads:
        if len(_payloads) >= _PAYLOADS:
            _payloads.clear()
        _payloads[span.id] = Ruleset.objects.values_list("payload", flat=True).get(pk=span.id)
    payload = _payloads[span.id]
    if at is None and span.until is None:
        _open[kind] = _lines[kind][0], payload
    return payload


def current_if_any(*, kind: str) -> Any:
    """As `current`, and None before the first version."""
    return current(kind=kind) if _line(kind) else None


def version(*, kind: str, at: datetime | None = None) -> int:
    """The number of the version in force; what a computed thing remembers of its rules. Missing as `current`."""
    return _span(kind, at).version


def in_force_at(*, kind: str, at: datetime | None = None) -> Span | None:
    """Which version is in force now, or was at a moment, and since when; None where none was."""
    at = at or clock.now()
    return next((span for span in _line(kind) if span.covers(at)), None)


def forget() -> None:
    """Drop what this process knows: after an approval, and between tests."""
    _lines.clear()
    _payloads.clear()
    _open.clear()


def _span(kind: str, at: datetime | None) -> Span:
    if found := in_force_at(kind=kind, at=at):
        return found
    label = next((known.label for known in Kind if known == kind), kind)
    raise Missing(f"“{label}”没有生效的规则，请系统管理员起草并批准一版")


def _line(kind: str) -> tuple[Span, ...]:
    """The kind's versions in force over time, newest first. That there is none is remembered as well."""
    read_at, line = _lines.get(kind, (-FRESH_SECONDS - 1, ()))
    if not 0 <= monotonic() - read_at <= FRESH_SECONDS:
        line = tuple(_spans(kind))
        _lines[kind] = (monotonic(), line)
    return line


def _spans(kind: str) -> Iterable[Span]:
    columns = ("id", "version", "effective_from", "effective_until")
    for key, number, since, until in in_line(kind=kind).values_list(*columns):
        if since:  # always so (rules_dates_of_approved); said for the type
            yield Span(key, number, since, until)
