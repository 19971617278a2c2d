"""Rows written once: keys handed out beforehand, and every insert of a command, whatever its table, in one statement.

A command adds unsaved instances; parents and children may go together, since PostgreSQL checks foreign keys when the statement
has ended. Whoever reads before the end sees them all the same: what waits is written before any other statement of the command.
Why so: ADR 4.
"""

import json
import os
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, models

from yiwang.kit import sql, work
from yiwang.kit.crypto import EncryptedTextField, SealableTextField
from yiwang.kit.errors import Conflict
from yiwang.kit.refs import Ref

M = TypeVar("M", bound=models.Model)
BUFFER = "rows"
BLOCK = 32
"""Values a process takes from a sequence at a time. What it has not used when it ends is a gap, and nothing counts on there
being none."""
_NEW = "new subjects"
_DUPLICATE = "23505"


# --- keys, handed out before anything is written


_taken: dict[str, deque[int]] = {}
_filling = Lock()


def key(model: type[models.Model]) -> int:
    """A primary key for a row that will be added to this table."""
    meta = model._meta
    return take(f"{meta.db_table}_{meta.pk.column}_seq")


def take(sequence: str) -> int:
    """The next value this process holds of a sequence; values of several processes interleave.

    None is given out twice: a block is the process's own from the moment it is taken, whatever becomes of the transaction.
    """
    name = f"{connection.settings_dict['HOST']}/{connection.settings_dict['NAME']}/{sequence}"
    while True:
        try:
            return _taken[name].popleft()
        except (KeyError, IndexError):
            _fill(name, sequence)


def _fill(name: str, sequence: str) -> None:
    with _filling, work.aside():
        if not _taken.get(name):
            found = sql.run("SELECT nextval(%s::text::regclass) FROM generate_series(1, %s::int)", [sequence, BLOCK])
            _taken[name] = deque(value for (value,) in found)


def forget_keys() -> None:
    """Give up what was taken: in a process that was forked, and where a database was emptied or put back."""
    _taken.clear()


os.register_at_fork(after_in_child=forget_keys)


# --- rows, written together


def add(row: M) -> M:
    """Have an unsaved instance inserted with all others; outside of a command it is inserted at once.

    A row without a key gets one from its table, but the instance does not learn it: who needs it asks `key` first. Until
    it is written the instance may be changed (`is_waiting`), and what counts is how it stands in the end.
    """
    ref = getattr(row, "ref", None) if row.pk else None
    if isinstance(ref, Ref):
        _new().add(ref)
    work.buffer(BUFFER, row)
    return row


def is_waiting(row: models.Model) -> bool:
    """Whether the row is not written yet."""
    return bool(row._state.adding)


def waiting(model: type[M], pk: Any) -> M | None:
    """The row of this key where it was added by this command and is not written yet: reading it would only write it early."""
    return next((row for row in work.buffered(BUFFER) if row.pk == pk and type(row) is model), None)


def _new() -> set[Ref]:
    return work.note(_NEW, set)


def is_new(subject: Ref) -> bool:
    """Whether this very command made the subject, so that nobody else can have written about it."""
    return subject in _new()


_explained: list[tuple[str, str]] = []


def on_duplicate(constraint: str, sentence: str) -> None:
    """What to tell people (`Conflict`) where a unique constraint whose name begins so refuses a row."""
    _explained.append((constraint, sentence))


@work.flusher(BUFFER, order=100, before_reads=True)
def _write(rows: list[models.Model]) -> None:
    """One statement however many rows and tables; prepared, one for each set of tables."""
    groups: dict[tuple[type[models.Model], bool], list[dict[str, Any]]] = {}
    for row in rows:
        shape = (type(row), row.pk is not None)
        groups.setdefault(shape, []).append(_table(*shape).values(row))
    tables = [_json(found) for found in groups.values()]
    try:
        sql.run(_statement(tuple(groups)), tables, may_stand_alone=work.is_ending())
    except IntegrityError as error:
        raise _told(error) from error
    alias = connection.alias
    for row in rows:
        row._state.adding, row._state.db = False, alias


def _told(error: IntegrityError) -> Exception:
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis and diagnosis.sqlstate == _DUPLICATE:
        name = diagnosis.constraint_name or ""
        if sentence := next((said for begin, said in _explained if name.startswith(begin)), ""):
            return Conflict(sentence)
    return error


# --- from instances to JSON, which PostgreSQL turns into rows of the table's own type


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_PLAIN = frozenset({
    models.CharField, models.TextField, models.BooleanField, models.SmallIntegerField, models.IntegerField,
    models.BigIntegerField, models.PositiveSmallIntegerField, models.PositiveIntegerField, models.BigAutoField,
    models.ForeignKey, models.OneToOneField, models.JSONField,
})  # fmt: skip
"""Django's own fields whose value JSON carries as it is; any other is asked what it would write (`get_db_prep_save`)."""


@dataclass(frozen=True)
class _Table:
    """How instances of a model become objects of JSON: column, attribute and, where it needs one, a way of writing it.

    `sealable`: fields whose way of writing depends on the whole row.
    """

    columns: tuple[tuple[str, str, Callable[[Any], Any] | None], ...]
    sealable: tuple[SealableTextField, ...] = ()

    def values(self, row: models.Model) -> dict[str, Any]:
        known = row.__dict__
        found = {
            column: write(known[name]) if write else known[name]
            for column, name, write in self.columns
            if known[name] is not None
        }
        for field in self.sealable:
            found[str(field.column)] = field.get_prep_value(field.pre_save(row, add=True))
        return found


@lru_cache
def _table(model: type[models.Model], with_key: bool) -> _Table:
    meta = model._meta
    fields = [field for field in meta.local_concrete_fields if not getattr(field, "generated", False)]
    wanted = [field for field in fields if with_key or field is not meta.pk]
    sealable = tuple(field for field in wanted if isinstance(field, SealableTextField))
    return _Table(tuple((str(field.column), field.attname, _writer(field)) for field in wanted), sealable)


def _writer(field: Any) -> Callable[[Any], Any] | None:
    """How a value of this field is written down; None where JSON carries it as it is."""
    if type(field) in _PLAIN and not getattr(field, "encoder", None):
        return None
    if isinstance(field, SealableTextField):
        return None  # written by the row
    if type(field) is ArrayField and type(field.base_field) in _PLAIN:
        return None
    if type(field) is models.DateTimeField and not (field.auto_now or field.auto_now_add):
        return _moment
    if type(field) is EncryptedTextField:
        return lambda value: f"\\x{field.sealed(value).hex()}"
    return lambda value: _carried(field.get_db_prep_save(value, connection))


def _moment(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return at.isoformat()


def _carried(value: Any) -> Any:
    """What a field would hand to psycopg, as JSON can carry it."""
    value = getattr(value, "obj", value)  # psycopg's wrappers of bytes and JSON
    if isinstance(value, bytes | bytearray | memoryview):
        return f"\\x{bytes(value).hex()}"
    return value.isoformat() if hasattr(value, "isoformat") else value


@lru_cache(maxsize=256)
def _statement(shape: tuple[tuple[type[models.Model], bool], ...]) -> str:
    """The insert of these tables: all but the last stand before it as common table expressions."""
    *before, last = [_insert(model, with_key) for model, with_key in shape]
    begun = ", ".join(f"t{place} AS ({insert})" for place, insert in enumerate(before))
    return f"WITH {begun} {last}" if begun else last


def _insert(model: type[models.Model], with_key: bool) -> str:
    quoted = connection.ops.quote_name
    table = quoted(model._meta.db_table)
    names = ", ".join(quoted(column) for column, _, _ in _table(model, with_key).columns)
    rows = f"json_populate_recordset(NULL::{table}, %s::json)"
    return f"INSERT INTO {table} ({names}) SELECT {names} FROM {rows}"  # noqa: S608 - names of our own models


# --- rows that stand, changed together


def change(found: Sequence[M], *names: str) -> None:
    """Write these fields of saved instances of one model, in one statement that takes no longer to write than to carry out.

    Django's own way (`bulk_update`) writes a CASE with a branch a row into every field. None: nothing happens.
    """
    if not found:
        return
    model = type(found[0])
    written = _changed(model, names)
    changes = [written.values(row) for row in found]
    sql.run(_update(model, names), [_json(changes)])


@lru_cache
def _changed(model: type[models.Model], names: tuple[str, ...]) -> _Table:
    fields: list[Any] = [model._meta.pk, *map(model._meta.get_field, names)]
    return _Table(tuple((str(field.column), field.attname, _writer(field)) for field in fields))


@lru_cache
def _update(model: type[models.Model], names: tuple[str, ...]) -> str:
    quoted = connection.ops.quote_name
    key, *columns = (quoted(column) for column, _, _ in _changed(model, names).columns)
    table = quoted(model._meta.db_table)
    news = ", ".join(f"{column} = v.{column}" for column in columns)
    rows = f"json_populate_recordset(NULL::{table}, %s::json)"
    return f"UPDATE {table} AS t SET {news} FROM {rows} AS v WHERE t.{key} = v.{key}"  # noqa: S608 - names of our own models
