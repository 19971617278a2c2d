"""Finding files by words, newest first, at a price that does not grow with the house (docs/search.md).

A frequent word is found by walking from the newest file on: soon there is a page. A rare one by the index: there are few. Which
of the two a word is, nobody has to know: the walk is short, then the index is asked up to a limit, and only what is too frequent
for the index and absent from the newest files as well is walked for longer, up to an end that is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from yiwang.cases.casework.models import CaseQuerySet
from yiwang.cases.casework.queries.positions import NEWEST_FIRST, Position, older
from yiwang.ground.organisation.queries import Reach

WALK = 1500
"""Files in sight that are walked first: about 3 ms; enough for a page of a word in every seventieth file."""
LOOK = 4000
"""Files with all the words that the index may give: about 10 ms. Above that the word is frequent, and the walk goes on."""
WALK_ON = 12_000
"""How far the walk goes on: about 30 ms. A reader may ask for what is older still."""
Statement = tuple[str, list[Any]]


@dataclass(frozen=True)
class Hits:
    """Keys of files that hold all the tokens, newest first. `seen_to`: the look ended there although older files are left."""

    keys: list[int]
    seen_to: Position | None = None


def having(
    *,
    cases: CaseQuerySet,
    within: CaseQuerySet,
    reach: Reach,
    tokens: Sequence[int],
    before: Position | None,
    size: int,
) -> Hits:
    """The newest of `cases` in the reader's sight that hold all the tokens; at most `size`. `within`: see `newest`.

    Two words may share a token: whoever shows a file looks at its text again.
    """
    if not tokens:
        return Hits([])
    rest, is_all = cases.filter(older(before)), not cases.query.where
    parts = within.filter(older(before)).parts_visible_to(reach)
    tests = [_holding(tokens), *([] if is_all else [_one_of(cases)])]
    found = _walk(parts, tests, WALK, size)
    if len(found) < size:
        looked = _look(rest.visible_to(reach), tokens, before, size)
        if looked is not None:
            return Hits(looked)
        found = _walk(parts, tests, WALK_ON, size)
    return Hits(found, None if len(found) == size else _end_of(parts))


def newest(*, cases: CaseQuerySet, within: CaseQuerySet, reach: Reach, before: Position | None, size: int) -> Hits:
    """The newest of `cases` in the reader's sight; at most `size`.

    `within`: the files that are walked, of which `cases` may be few; `WALK_ON` of them are looked at, then the end is said.
    """
    parts = within.filter(older(before)).parts_visible_to(reach)
    found = _walk(parts, [_one_of(cases)], WALK_ON, size)
    return Hits(found, None if len(found) == size else _end_of(parts))


def counted(*, up_to: int, rows: Mapping[str, "QuerySet[Any, Any]"]) -> dict[str, int]:
    """How many each of these are, counted no further than `up_to`, in one statement; a name of nothing is 0."""
    read = {name: _sql(found.order_by().values_list("pk")[:up_to]) for name, found in rows.items()}
    known = {name: one for name, one in read.items() if one is not None}
    if not known:
        return dict.fromkeys(rows, 0)
    columns = ", ".join(f"(SELECT count(*) FROM ({sql}) AS c)" for sql, _ in known.values())  # noqa: S608 - as below
    values = [value for _, given in known.values() for value in given]
    answer = _rows(f"SELECT {columns}", values)[0]
    return dict.fromkeys(rows, 0) | dict(zip(known, answer, strict=True))


def _walk(parts: Sequence[CaseQuerySet], tests: Sequence[Statement | None], length: int, size: int) -> list[int]:
    """From the newest on, until `size` pass all the tests or so many files were looked at."""
    walked = _newest(parts, length)
    passed = [one for one in tests if one is not None]
    if walked is None or len(passed) < len(tests):
        return []
    laterals = " ".join(f"CROSS JOIN LATERAL ({sql} OFFSET 0) AS t{at}" for at, (sql, _) in enumerate(passed))
    statement = f"""
        SELECT w.id FROM ({walked[0]}) AS w (id, registered_at) {laterals}
        ORDER BY w.registered_at DESC, w.id DESC LIMIT %s
    """  # noqa: S608 - statements of Django's own, their values apart
    values = [value for _, given in passed for value in given]
    return [key for (key,) in _rows(statement, [*walked[1], *values, size])]


def _holding(tokens: Sequence[int]) -> Statement:
    """Of the file that is walked over: it holds all the tokens."""
    return "SELECT 1 FROM casework_searchtext WHERE case_id = w.id AND tokens @> %s::int[]", [list(tokens)]


def _one_of(cases: CaseQuerySet) -> Statement | None:
    """Of the file that is walked over: it is one of these; None where there are none."""
    return _sql(cases.filter(pk=RawSQL("w.id", ())).values_list("pk"))


def _look(cases: CaseQuerySet, tokens: Sequence[int], before: Position | None, size: int) -> list[int] | None:
    """What the index gives, newest first, as far as it is in sight; None where it would give more than the limit."""
    one = _sql(cases.filter(pk=RawSQL("held.case_id", ())).values_list("pk"))
    if one is None:
        return []
    bound = "AND registered_at <= %s" if before else ""
    statement = f"""
        WITH found AS MATERIALIZED (
            SELECT case_id, registered_at FROM casework_searchtext WHERE tokens @> %s::int[] {bound} LIMIT %s
        )
        SELECT CASE WHEN (SELECT count(*) FROM found) <= %s THEN ARRAY(
            SELECT seen.id FROM (SELECT * FROM found ORDER BY registered_at DESC, case_id DESC) AS held
            CROSS JOIN LATERAL ({one[0]} OFFSET 0) AS seen (id) LIMIT %s
        ) END
    """  # noqa: S608 - as above
    values = [list(tokens), *([before.at] if before else []), LOOK + 1, LOOK, *one[1], size]
    keys: list[int] | None = _rows(statement, values)[0][0]
    return keys


def _end_of(parts: Sequence[CaseQuerySet]) -> Position | None:
    """Where the long walk ended; None where it reached the oldest file."""
    newest = _newest(parts, WALK_ON)
    if newest is None:
        return None
    last = _rows(f"SELECT * FROM ({newest[0]}) AS w OFFSET %s", [*newest[1], WALK_ON - 1])  # noqa: S608 - as above
    return Position(last[0][1], last[0][0]) if last else None


def _newest(parts: Sequence[CaseQuerySet], length: int) -> Statement | None:
    """Key and moment of the newest of these parts, each read in the order of its index and merged; None of nothing."""
    read = [_sql(part.order_by(*NEWEST_FIRST).values_list("pk", "registered_at")[:length]) for part in parts]
    known = [one for one in read if one is not None]
    if not known:
        return None
    merged = " UNION ALL ".join(f"({sql})" for sql, _ in known)
    statement = f"""
        SELECT id, registered_at FROM ({merged}) AS parts (id, registered_at)
        ORDER BY registered_at DESC, id DESC LIMIT {length:d}
    """  # noqa: S608 - as above
    return statement, [value for _, values in known for value in values]


def _sql(rows: "QuerySet[Any, Any]") -> Statement | None:
    """A statement of Django's own as text and values; None where it sees beforehand that there is nothing."""
    try:
        text, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return text, list(values)


def _rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
