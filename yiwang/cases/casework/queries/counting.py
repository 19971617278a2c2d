"""How much lies on a desk and on all desks in sight, by state: one short statement, no figure counted further than is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from yiwang.cases.casework.models import TO_DO, Case, CaseQuerySet
from yiwang.cases.casework.queries.marks import marks_of
from yiwang.cases.casework.queries.statements import Statement, sql_of
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import sql

_COLUMNS = ("pk", "state", "due_at")
_NO_FILES: Statement = ("SELECT NULL::bigint, NULL::text, NULL::timestamptz WHERE false", [])
_NO_FIGURES: Statement = ("SELECT NULL::text, 0, 0, 0 WHERE false", [])
_NO_KEYS: Statement = ("SELECT NULL::bigint WHERE false", [])
_NOW = datetime(1, 1, 1, tzinfo=UTC)
"""Where the moment of asking comes in."""
_OF_STATE, _LATE = "state = s.state", "due_at < %s AND state = ANY(%s)"


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Files to be done by state: one officer's (`mine`) and all in sight; of both what is past its due moment; `waiting`: in the
    state that was asked about, but for those set apart.
    """

    mine: Mapping[str, int]
    all: Mapping[str, int]
    late_mine: int
    late_all: int
    waiting: int


@dataclass(frozen=True, kw_only=True)
class Question:
    """`states`: those to be counted; what of them is past its due moment is late. `waiting`: one of them; `apart`: keys of files
    that do not count there. `up_to`: where counting ends. `beside`: further files that wait, in other states; no file twice.
    """

    states: Sequence[str]
    waiting: str
    apart: "QuerySet[Any, Any]"
    up_to: int
    beside: Sequence[CaseQuerySet] = ()
    among: Sequence["tuple[QuerySet[Any, Any], CaseQuerySet]"] = ()
    """Further files that wait, of which few can be meant: the keys of those few, and the files that count among them."""


@dataclass(frozen=True, kw_only=True)
class Counting:
    """A question of one reader written as one statement, which may be asked at any moment."""

    text: str
    values: Sequence[Any]
    states: Sequence[str]
    up_to: int


def counting(*, reach: Reach, officer_id: int, asked: Question) -> Counting:
    """Everything in one statement. Writing it takes longer than asking it: whoever asks often keeps it."""
    seen = Case.objects.visible_to(reach).filter(TO_DO).order_by()
    mine = sql_of(seen.filter(officer_id=officer_id).values_list(*_COLUMNS)) or _NO_FILES
    whole, each, late, waiting = (_of_few if marks_of(reach) is not None else _of_many)(seen, asked)
    to = int(asked.up_to)
    beside = _together(
        [*(sql_of(found.order_by().values_list("pk")) for found in asked.beside), *map(_of_few_keys, asked.among)]
    )
    statement = f"""
        WITH mine (id, state, due_at) AS MATERIALIZED ({mine[0]}), seen (state, files, late, waiting) AS MATERIALIZED ({whole[0]})
        SELECT s.state, (SELECT count(*) FROM (SELECT FROM mine WHERE {_OF_STATE} LIMIT {to}) AS c), ({each[0]})
            FROM unnest(%s::text[]) AS s (state)
        UNION ALL SELECT 'late', (SELECT count(*) FROM (SELECT FROM mine WHERE {_LATE} LIMIT {to}) AS c), ({late[0]})
        UNION ALL SELECT 'waiting', 0, ({waiting[0]})
        UNION ALL SELECT 'beside', 0, (SELECT count(*) FROM (SELECT FROM ({beside[0]}) AS b LIMIT {to}) AS c)
    """  # noqa: S608 - statements of Django's own, their values apart
    states = [str(state) for state in asked.states]
    values = [*mine[1], *whole[1], *each[1], states, _NOW, states, *late[1], *waiting[1], *beside[1]]
    return Counting(text=statement, values=values, states=states, up_to=to)


def _of_few_keys(asked: "tuple[QuerySet[Any, Any], CaseQuerySet]") -> Statement | None:
    """The few first, then each of them by its key: begun at the other end it would walk over all files in sight to meet none."""
    few, files = (
        sql_of(asked[0].order_by()),
        sql_of(asked[1].filter(pk=RawSQL("f.id", ())).order_by().values_list("pk")),
    )
    if few is None or files is None:
        return None
    text = f"SELECT v.id FROM ({few[0]} OFFSET 0) AS f (id), LATERAL ({files[0]}) AS v (id)"  # noqa: S608 - as `counting`
    return text, [*few[1], *files[1]]


def _together(found: Sequence[Statement | None]) -> Statement:
    """The keys of several statements one after the other."""
    asked = [one for one in found if one]
    return " UNION ALL ".join(text for text, _ in asked) or _NO_KEYS[0], [
        value for _, values in asked for value in values
    ]


def figures(*, asked: Counting, now: datetime) -> Figures:
    """What the statement says at this moment; the server keeps it planned."""
    rows = sql.run(asked.text, [now if value == _NOW else value for value in asked.values])
    found = {name: (own, every) for name, own, every in rows}
    return Figures(
        mine={state: found[state][0] for state in asked.states}, all={state: found[state][1] for state in asked.states},
        late_mine=found["late"][0], late_all=found["late"][1],
        waiting=min(found["waiting"][1] + found["beside"][1], asked.up_to),
    )  # fmt: skip


def _of_few(seen: CaseQuerySet, asked: Question) -> tuple[Statement, Statement, Statement, Statement]:
    """A reader of few units: what is open there is read once and counted by state; each figure is picked from that."""
    files, apart, to = sql_of(seen.values_list(*_COLUMNS)) or _NO_FILES, _apart(asked), int(asked.up_to)
    whole = f"""
        SELECT state, count(*), count(*) FILTER (WHERE due_at < %s),
            count(*) FILTER (WHERE state = %s AND id NOT IN ({apart[0]}))
        FROM ({files[0]}) AS f (id, state, due_at) GROUP BY state
    """  # noqa: S608 - as `counting`

    def figure(column: str, condition: str) -> str:
        return f"SELECT least(coalesce(sum({column}), 0), {to})::bigint FROM seen WHERE {condition}"  # noqa: S608

    states = [str(state) for state in asked.states]
    return (
        (whole, [_NOW, str(asked.waiting), *apart[1], *files[1]]), (figure("files", _OF_STATE), []),
        (figure("late", "state = ANY(%s)"), [states]), (figure("waiting", "true"), []),
    )  # fmt: skip


def _of_many(seen: CaseQuerySet, asked: Question) -> tuple[Statement, Statement, Statement, Statement]:
    """A reader of many: each figure follows the index of its own order, and ends early."""
    apart, to = _apart(asked), int(asked.up_to)
    each = sql_of(seen.filter(state=RawSQL("s.state", ())).values_list("pk")) or _NO_KEYS
    late = sql_of(seen.filter(due_at__lt=_NOW, state__in=asked.states).values_list("pk")) or _NO_KEYS
    waiting = sql_of(seen.filter(state=asked.waiting).values_list("pk")) or _NO_KEYS
    rest = f"SELECT FROM ({waiting[0]} OFFSET 0) AS w (id) WHERE w.id NOT IN ({apart[0]})"

    def figure(text: str) -> str:
        return f"SELECT count(*) FROM ({text} LIMIT {to}) AS c"  # noqa: S608

    return (
        _NO_FIGURES, (figure(each[0]), each[1]), (figure(late[0]), late[1]),
        (figure(rest), [*waiting[1], *apart[1]]),
    )  # fmt: skip


def _apart(asked: Question) -> Statement:
    return sql_of(asked.apart.order_by()) or _NO_KEYS
