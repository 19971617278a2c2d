"""Finding files by words, newest first, at a price that does not grow with the house (docs/search.md).

A frequent word is found by walking from the newest file on: soon there is a page. A rare one by the index: there are few. Which
of the two a word is, nobody has to know: the walk is short, then the index is asked up to a limit, and only what is too frequent
for the index and absent from the newest files as well is walked for longer, up to an end that is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models.expressions import RawSQL

from yiwang.cases.casework.models import EACH_UNIT, CaseQuerySet
from yiwang.cases.casework.queries.marks import begin_of, marks_of, month
from yiwang.cases.casework.queries.positions import NEWEST_FIRST, Position, older
from yiwang.cases.casework.queries.statements import Statement, rows_of, sql_of
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock

WALK = 1500
"""Files in sight that are walked first: about 3 ms; enough for a page of a word in every seventieth file."""
LOOK = 600
"""Files with all the words that the index may give at a time: about 3 ms, ten times that where they are read from disk."""
LOOK_ON = 4000
"""The same of all months together."""
SPARSE = 20
"""Files in the newest two months, up to which all the rest is asked for at once."""
FEW_MARKS = 4
"""Marks up to which the index is asked for them: those of many units are long lists, and are merged for 10 ms and more."""
MONTHS = 600
"""So many months back nothing is older: fifty years."""
WALK_ON = 12_000
"""How far the walk goes on: about 30 ms. A reader may ask for what is older still."""


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
    parts = _in_order(within.filter(older(before)).parts_visible_to(reach))
    tests = [_holding(tokens), *([] if is_all else [_one_of(cases)])]
    found = _walk(parts, tests, WALK, size)
    if len(found) == size:
        return Hits(found)
    looked = _look(rest.visible_to(reach), _Sought(tokens, _few_marks(reach), before, size))
    if looked is not None:
        return looked
    found = _walk(parts, tests, WALK_ON, size)
    return Hits(found, None if len(found) == size else _end_of(parts))


def newest(*, cases: CaseQuerySet, within: CaseQuerySet, reach: Reach, before: Position | None, size: int) -> Hits:
    """The newest of `cases` in the reader's sight; at most `size`.

    `within`: the files that are walked, of which `cases` may be few; `WALK_ON` of them are looked at, then the end is said.
    """
    parts = _in_order(within.filter(older(before)).parts_visible_to(reach))
    found = _walk(parts, [_one_of(cases)], WALK_ON, size)
    return Hits(found, None if len(found) == size else _end_of(parts))


def glance(*, cases: CaseQuerySet, within: CaseQuerySet, reach: Reach, length: int, size: int) -> list[int]:
    """As `newest`, of no more than the `length` newest files: for what is only worth a short look. Keys; one statement."""
    return _walk(_in_order(within.parts_visible_to(reach)), [_one_of(cases)], length, size)


def _walk(parts: Sequence[Statement], tests: Sequence[Statement | None], length: int, size: int) -> list[int]:
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
    return [key for (key,) in rows_of(statement, [*walked[1], *values, size])]


def _holding(tokens: Sequence[int]) -> Statement:
    """Of the file that is walked over: it holds all the tokens."""
    return "SELECT 1 FROM casework_searchtext WHERE case_id = w.id AND tokens @> %s::int[]", [list(tokens)]


def _one_of(cases: CaseQuerySet) -> Statement | None:
    """Of the file that is walked over: it is one of these; None where there are none."""
    return sql_of(cases.filter(pk=RawSQL("w.id", ())).values_list("pk"))


@dataclass(frozen=True)
class _Sought:
    """`tokens`: all of them; `marks`: one of them, where the reader has few units; `before`, `size`: as `having`."""

    tokens: Sequence[int]
    marks: Sequence[int] | None
    before: Position | None
    size: int


def _look(cases: CaseQuerySet, sought: _Sought) -> Hits | None:
    """By the index: of few units everything at once; else the newest months, and before them everything at once, or twice as
    many months each time. None where the newest alone hold too many for the index.
    """
    one = sql_of(cases.filter(pk=RawSQL("held.case_id", ())).values_list("pk"))
    if one is None:
        return Hits([])
    if sought.marks is not None and (whole := _held(one, sought, None, LOOK)[1]) is not None:
        return Hits(whole)
    last, span, room = _newest_month(sought.before), 2, LOOK_ON
    first, keys = last - MONTHS, list[int]()
    looked_to: Position | None = None
    while last > first:
        rest = replace(sought, size=sought.size - len(keys))
        count, found = _held(one, rest, range(last, last - span, -1), LOOK if looked_to is None else room)
        if found is None:
            return Hits(keys, looked_to) if looked_to else None
        keys += found
        if len(keys) == sought.size:
            break
        last, room, is_first = last - span, room - count, looked_to is None
        looked_to, span = Position(begin_of(last + 1), 0), span * 2
        if is_first and count <= SPARSE:
            rest = replace(sought, size=sought.size - len(keys), before=looked_to)
            if (older_ones := _held(one, rest, None, LOOK)[1]) is not None:
                return Hits(keys + older_ones)
    return Hits(keys)


def _few_marks(reach: Reach) -> list[int] | None:
    found = marks_of(reach)
    return found if found is not None and len(found) <= FEW_MARKS else None


def _newest_month(before: Position | None) -> int:
    """Where a look by months begins: at the page's end, or a month ahead, for clocks that do not agree."""
    return month(before.at) if before and before.at else month(clock.now()) + 1


def _held(one: Statement, sought: _Sought, months: Sequence[int] | None, limit: int) -> tuple[int, list[int] | None]:
    """How many the index gives, and of them, newest first, those in sight; None where it would give more than the limit."""
    tests: list[Statement] = [("tokens @> %s::int[]", [list(sought.tokens)])]
    tests += [("tokens && %s::int[]", [list(given)]) for given in (sought.marks, months) if given is not None]
    tests += [("(registered_at, case_id) < (%s, %s)", [sought.before.at, sought.before.key])] if sought.before else []
    statement = f"""
        WITH found AS MATERIALIZED (
            SELECT case_id, registered_at FROM casework_searchtext WHERE {" AND ".join(text for text, _ in tests)} LIMIT %s
        )
        SELECT (SELECT count(*) FROM found), CASE WHEN (SELECT count(*) FROM found) <= %s THEN ARRAY(
            SELECT seen.id FROM (SELECT * FROM found ORDER BY registered_at DESC, case_id DESC) AS held
            CROSS JOIN LATERAL ({one[0]} OFFSET 0) AS seen (id) LIMIT %s
        ) END
    """  # noqa: S608 - as above
    values = [value for _, given in tests for value in given]
    count, keys = rows_of(statement, [*values, limit + 1, limit, *one[1], sought.size])[0]
    return count, keys


def _end_of(parts: Sequence[Statement]) -> Position | None:
    """Where the long walk ended; None where it reached the oldest file."""
    newest = _newest(parts, WALK_ON)
    if newest is None:
        return None
    last = rows_of(f"SELECT * FROM ({newest[0]}) AS w OFFSET %s", [*newest[1], WALK_ON - 1])  # noqa: S608 - as above
    return Position(last[0][1], last[0][0]) if last else None


def _in_order(parts: Sequence[tuple[CaseQuerySet, Sequence[int]]]) -> list[Statement]:
    """Key and moment of each part newest first, as its index gives them; written once, however often they are read."""
    found: list[Statement] = []
    for part, units in parts:
        if (one := sql_of(part.order_by(*NEWEST_FIRST).values_list("pk", "registered_at"))) is not None:
            found += [(one[0], _put(unit, one[1])) for unit in units] or [one]
    return found


def _put(unit: int, values: Sequence[Any]) -> list[Any]:
    return [unit if value == EACH_UNIT else value for value in values]


def _newest(parts: Sequence[Statement], length: int) -> Statement | None:
    """Key and moment of the newest of these parts, merged; None of nothing."""
    if not parts:
        return None
    merged = " UNION ALL ".join(f"({sql} LIMIT {length:d})" for sql, _ in parts)
    statement = f"""
        SELECT id, registered_at FROM ({merged}) AS parts (id, registered_at)
        ORDER BY registered_at DESC, id DESC LIMIT {length:d}
    """  # noqa: S608 - as above
    return statement, [value for _, values in parts for value in values]
