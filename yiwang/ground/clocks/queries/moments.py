"""Due moments of clocks that only start and stop, each worked out once: for counting millions of them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db import connection

from yiwang.ground.clocks.models import Clock
from yiwang.ground.clocks.queries.days import Calendar
from yiwang.ground.clocks.queries.projection import terms_of_text
from yiwang.ground.clocks.queries.reckoning import Reckoning, Terms
from yiwang.ground.clocks.states import Action, State, Unit
from yiwang.kit.clock import local


class Moments(NamedTuple):
    """When it is due, turns amber, turns red; whether it was counted on days that are not published."""

    due_at: datetime
    amber_at: datetime
    red_at: datetime
    is_provisional: bool


class Almanac:
    """The answers of `Reckoning` by one calendar, remembered by all that they depend on.

    A day clock depends on the Chinese day it starts on; a clock in plain minutes or hours lies a fixed time after its start; one
    in working hours is counted each time.
    """

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._days: dict[tuple[Terms, date], Moments] = {}
        self._spans: dict[Terms, tuple[timedelta, timedelta, timedelta]] = {}

    def of(self, terms: Terms, started_at: datetime) -> Moments:
        """Where a clock on these terms stands that nothing has shifted."""
        unit = terms.limit.unit
        if unit.is_day:
            key = terms, local(started_at).date()
            if key not in self._days:
                self._days[key] = self._count(terms, started_at)
            return self._days[key]
        if unit is Unit.WORKING_HOURS:
            return self._count(terms, started_at)
        if terms not in self._spans:
            due, amber, red, _ = self._count(terms, started_at)
            self._spans[terms] = due - started_at, amber - started_at, red - started_at
        due_in, amber_in, red_in = self._spans[terms]
        return Moments(started_at + due_in, started_at + amber_in, started_at + red_in, False)

    def _count(self, terms: Terms, started_at: datetime) -> Moments:
        clock = Reckoning(terms, started_at, self.calendar)
        due, amber, red = (moment.astimezone(UTC) for moment in (clock.due, clock.amber, clock.red))
        return Moments(due, amber, red, clock.provisional)


_LINES = """
    SELECT subject_kind, subject_id, kind, round, action, at, terms::text FROM clocks_entry
     WHERE subject_kind = %s AND subject_id = ANY(%s) ORDER BY id
"""
_Key = tuple[str, str, str, int]
_Line = tuple[str, datetime, str | None]


def in_doubt(clocks: Iterable[Clock], almanac: Almanac) -> list[int]:
    """Keys of the clocks that a quick count does not confirm: they differ, or their ledger says more than start and stop."""
    rows = list(clocks)
    ledgers = _ledgers(rows)
    return [row.pk for row in rows if not _holds(row, ledgers.get(_key(row), []), almanac)]


def _key(row: Clock) -> _Key:
    return row.subject_kind, row.subject_id, row.kind, row.round


def _ledgers(rows: list[Clock]) -> dict[_Key, list[_Line]]:
    subjects: dict[str, set[str]] = {}
    for row in rows:
        subjects.setdefault(row.subject_kind, set()).add(row.subject_id)
    found: dict[_Key, list[_Line]] = {}
    with connection.cursor() as cursor:
        for kind, ids in subjects.items():
            cursor.execute(_LINES, [kind, list(ids)])
            for *key, action, at, terms in cursor.fetchall():
                found.setdefault(tuple(key), []).append((action, at, terms))
    return found


def _holds(row: Clock, lines: list[_Line], almanac: Almanac) -> bool:
    if not 1 <= len(lines) <= 2 or not Action(lines[0][0]).opens or lines[0][2] is None:
        return False
    started_at, stopped_at = lines[0][1], None
    if len(lines) == 2:
        if lines[1][0] != Action.STOP:
            return False
        stopped_at = lines[1][1]
    terms = terms_of_text(lines[0][2])
    stands = State.STOPPED if stopped_at else State.RUNNING
    said = (
        row.state,
        row.limit,
        row.started_at,
        row.stopped_at,
        row.due_at,
        row.amber_at,
        row.red_at,
        row.is_provisional,
    )
    return said == (stands, terms.limit.code, started_at, stopped_at, *almanac.of(terms, started_at))
