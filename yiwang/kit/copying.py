"""Writing very many rows: COPY by a model's columns, keys reserved beforehand, indexes and keys laid aside and put back."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction

from yiwang.kit.crypto import EncryptedBytesField, EncryptedTextField, SealableTextField, encrypt

_BLOCK = 1 << 19
"""Signs sent to the server at a time."""
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPES = {ord("\\"): r"\\", ord("\t"): r"\t", ord("\n"): r"\n", ord("\r"): r"\r"}
_NULL = r"\N"
_ASIDE = "kit_laid_aside"
"""A table of the house's own while a load is under way: what was dropped, so that a crash cannot lose it."""


class Json(str):
    """A value of a jsonb column that is JSON text already."""

    __slots__ = ()


Format = Callable[[Any], str]


def copy_in(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """COPY rows into a model's table; how many. Columns are named as attributes (`unit_id`), values are Python's.

    Encrypted columns take plain text and are encrypted here, sealable ones where the text is a `crypto.Secret`; columns not
    named take the database's own default. Constraints are checked by the database as ever; validators and `save` are not called.
    """
    fields = [model._meta.get_field(name) for name in columns]
    formats = [_format_of(field) for field in fields]
    names = ", ".join(f'"{field.column}"' for field in fields)  # type: ignore[union-attr]
    count, block, size = 0, [], 0
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            line = "\t".join([form(value) for form, value in zip(formats, row, strict=True)])
            block.append(line)
            size += len(line)
            count += 1
            if size > _BLOCK:
                copy.write("\n".join(block) + "\n")
                block, size = [], 0
        if block:
            copy.write("\n".join(block) + "\n")
    return count


def reserve(model: type[models.Model], count: int) -> list[int]:
    """So many fresh keys of a table, in rising order; nobody else gets them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [row[0] for row in cursor.fetchall()]


# --- values as COPY reads them


def _format_of(field: Any) -> Format:
    if isinstance(field, EncryptedTextField):
        bound = field._bound()
        return lambda value: r"\\x" + (encrypt(value.encode(), bound_to=bound).hex() if value else "")
    if isinstance(field, EncryptedBytesField):
        bound = field._bound()
        return lambda value: r"\\x" + (encrypt(bytes(value), bound_to=bound).hex() if value else "")
    if isinstance(field, SealableTextField):
        return lambda value: _plain(field.get_prep_value(value))
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, ArrayField):
        return _array
    return _plain


def _plain(value: Any) -> str:
    kind = type(value)
    if kind is str:
        return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)
    if kind is int:
        return str(value)
    if value is None:
        return _NULL
    if kind is datetime:
        return value.isoformat()
    if kind is bool:
        return "t" if value else "f"
    return str(value).translate(_ESCAPES)


def _json(value: Any) -> str:
    if value is None:
        return _NULL
    text = value if type(value) is Json else json.dumps(value, ensure_ascii=False)
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text


def _array(value: Sequence[Any] | None) -> str:
    if value is None:
        return _NULL
    if value and type(value[0]) is int:
        return "{" + ",".join(map(str, value)) + "}"
    items = ('"' + str(item).replace("\\", "\\\\").replace('"', '\\"') + '"' for item in value)
    return ("{" + ",".join(items) + "}").translate(_ESCAPES)


# --- what slows a great load down is laid aside and put back

_FOREIGN = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype = 'f' ORDER BY conname
"""
_UNIQUE = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint AS c WHERE conrelid = ANY(%s::regclass[]) AND contype = 'u'
       AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = c.conindid) ORDER BY conname
"""
_INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
      FROM pg_index AS i WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
       AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY 1
"""


def lay_aside(tables: Sequence[type[models.Model]], *, note: str) -> int:
    """Drop foreign keys, unique constraints and indexes of these tables, primary keys excepted, and keep how to make them.

    One transaction; `put_back` makes them again and proves them, in a later process too. `note`: kept with them, for whoever
    takes the load up again after a crash (`laid_aside`).
    """
    names = [f'"{model._meta.db_table}"' for model in tables]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {_ASIDE} (id bigserial PRIMARY KEY, rank int NOT NULL, again text NOT NULL)"
        )
        cursor.execute(f"INSERT INTO {_ASIDE} (rank, again) VALUES (0, %s)", [note])  # noqa: S608
        count = 0
        for rank, query in ((3, _FOREIGN), (2, _UNIQUE), (1, _INDEXES)):
            cursor.execute(query, [names])
            for drop, again in cursor.fetchall():
                cursor.execute(drop)
                cursor.execute(f"INSERT INTO {_ASIDE} (rank, again) VALUES (%s, %s)", [rank, again])  # noqa: S608
                count += 1
    return count


def put_back(*, memory: str = "512MB", told: Callable[[str], None] = lambda _: None) -> int:
    """Make again what was laid aside: indexes, then unique constraints, then foreign keys, each proved against every row.

    A transaction each, so a crash loses nothing. `memory`: for building an index. How many were made.
    """
    if laid_aside() is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, again FROM {_ASIDE} WHERE rank > 0 ORDER BY rank, id")  # noqa: S608
        waiting = cursor.fetchall()
    for key, again in waiting:
        told(again)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('maintenance_work_mem', %s, true)", [memory])
            cursor.execute(again)
            cursor.execute(f"DELETE FROM {_ASIDE} WHERE id = %s", [key])  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {_ASIDE}")
    return len(waiting)


def laid_aside() -> str | None:
    """The note of a load that was begun and whose indexes and keys are not put back yet; None where all stand."""
    if _ASIDE not in connection.introspection.table_names():
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT again FROM {_ASIDE} WHERE rank = 0")  # noqa: S608
        return str(cursor.fetchone()[0])


def tidy(tables: Sequence[type[models.Model]]) -> None:
    """VACUUM (ANALYZE): the planner knows the new rows, and autovacuum has nothing to do right after. Not in a transaction."""
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f'VACUUM (ANALYZE) "{model._meta.db_table}"')


def analyze(tables: Sequence[type[models.Model]]) -> None:
    """ANALYZE alone, which a transaction allows."""
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')
