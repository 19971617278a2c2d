"""Writing very many grades and redactions at once, by COPY. Who calls it names the facts, as with the commands."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from yiwang.cases.secrecy.models import Redaction, Seal, Serial
from yiwang.cases.secrecy.states import Grade
from yiwang.kit import clock
from yiwang.kit.copying import copy_in

TABLES = (Seal, Redaction)


class Graded(NamedTuple):
    """The grade of a file whose cover is written, as the registration set it."""

    case_id: int
    grade: str
    set_at: datetime
    is_sure: bool = True
    why: Sequence[str] = ()
    named_units: Sequence[str] = ()
    named_officers: Sequence[str] = ()


class RedactionRow(NamedTuple):
    """A person stands for what others read; columns of `Redaction`."""

    case_id: int
    digest: str
    marks: int
    by_id: int
    at: datetime


class _SealRow(NamedTuple):
    case_id: int
    grade: str
    proposed_grade: str
    why: Sequence[str]
    is_sure: bool
    series: str
    year: int
    serial: int | None
    named_units: Sequence[str]
    named_officers: Sequence[str]
    set_at: datetime
    set_by_id: int | None = None


def write(*, rows: Iterable[Graded]) -> int:
    """Write grades in the order given, each series numbered on from where it is; how many.

    The numbers are held until the transaction ends: call it last.
    """
    given = list(rows)
    years: dict[tuple[str, int], int] = {}
    for row in given:
        if series := Grade(row.grade).series:
            key = series, clock.local(row.set_at).year
            years[key] = years.get(key, 0) + 1
    last = {key: _draw(*key, count) - count for key, count in sorted(years.items())}
    return copy_in(Seal, _SealRow._fields, [_numbered(row, last) for row in given])


def write_redactions(*, rows: Iterable[RedactionRow]) -> int:
    """Write confirmed redactions; how many."""
    return copy_in(Redaction, RedactionRow._fields, rows)


def _numbered(row: Graded, last: dict[tuple[str, int], int]) -> _SealRow:
    series, year = Grade(row.grade).series, clock.local(row.set_at).year
    serial = None
    if series:
        last[series, year] += 1
        serial = last[series, year]
    return _SealRow(
        case_id=row.case_id, grade=row.grade, proposed_grade=row.grade, why=row.why, is_sure=row.is_sure, series=series,
        year=year, serial=serial, named_units=row.named_units, named_officers=row.named_officers, set_at=row.set_at,
    )  # fmt: skip


def _draw(series: str, year: int, count: int) -> int:
    """The last of so many fresh numbers."""
    table = Serial._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (series, year, last) VALUES (%s, %s, %s) ON CONFLICT (series, year) "  # noqa: S608
            f"DO UPDATE SET last = {table}.last + EXCLUDED.last RETURNING last",
            [series, year, count],
        )
        return int(cursor.fetchone()[0])
