"""The few statements that run with every intake: prepared on the server, so that they are parsed and planned once a connection.

Django's own cursor writes the values into the text, and PostgreSQL then plans each statement anew: for an insert into eight
tables that is most of its price.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import psycopg
from django.db import connection
from psycopg.pq import TransactionStatus

_AFTER = 5
"""Django switches preparing off (None) for its own cursors; ours ask for it by name, so this only has to be a number."""


@contextmanager
def _standing_alone(raw: Any) -> Iterator[None]:
    """Where no transaction has begun yet on the server, the statement is one by itself: no BEGIN and no COMMIT are sent."""
    is_first = not raw.autocommit and raw.info.transaction_status is TransactionStatus.IDLE
    if is_first:
        raw.autocommit = True
    try:
        yield
    finally:
        if (
            is_first and raw.info.transaction_status is TransactionStatus.IDLE
        ):  # else it broke, and Django takes it down
            raw.autocommit = False


class _Prepared(psycopg.RawCursor[Any]):
    """Takes PostgreSQL's own placeholders: psycopg reads `%s` anew in every statement longer than a page."""

    may_stand_alone = False

    def execute(self, query: Any, params: Any = None, **_: Any) -> "_Prepared":
        with _standing_alone(self.connection) if self.may_stand_alone else nullcontext():
            super().execute(query, params, prepare=True)
        shown: Any = SimpleNamespace(query=str(query).encode())
        self._query = self._query or shown  # Django's list of statements reads it from here
        return self


@lru_cache(maxsize=512)
def _numbered(statement: str) -> str:
    """`$1`, `$2`, … for each `%s`."""
    first, *rest = statement.split("%s")
    return first + "".join(f"${place}{part}" for place, part in enumerate(rest, 1))


def run(statement: str, values: Sequence[Any] = (), *, may_stand_alone: bool = False) -> list[tuple[Any, ...]]:
    """Execute a statement (`%s` for values) prepared, on this thread's connection; the rows it gives, else none.

    `may_stand_alone`: nothing after it in this transaction may fail, or it only looks and holds nothing; where nothing came
    before it either, it is sent as a transaction of its own, and two ways to the server are spared.

    Errors are Django's, and whoever counts or logs statements sees it like any other.
    """
    connection.ensure_connection()
    raw: Any = connection.connection
    raw.prepare_threshold = raw.prepare_threshold or _AFTER
    plain = _Prepared(raw)
    plain.may_stand_alone = may_stand_alone
    with connection._prepare_cursor(plain) as cursor:  # type: ignore[attr-defined]  # Django's own wrapping
        cursor.execute(_numbered(statement), values)
        return list(cursor.fetchall()) if cursor.description else []


def hold_series(series: int, part: int) -> None:
    """Hold the serial numbers of a series (one part of it, as a rule a year) until the transaction ends.

    Who holds it reads the last number and writes the next: they have no gaps and none stands twice. `series`: a key of the
    caller's own, the first half of an advisory lock.
    """
    run("SELECT pg_advisory_xact_lock(%s, %s)", [series, part])
