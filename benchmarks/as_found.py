"""A city is left as it was found: what a benchmark wrote into it is taken out again, whichever tables that were.

Which tables those are is asked of the database, not kept in a list: every table with a number for its key is looked at before and
after. (Sessions, the one table without, stay.) The border is written into the city's folder first, so that a run that was cut off
is tidied up by the next one that writes.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from benchmarks.harness import House

_BORDER = "as_found.json"
_TABLES = """
    SELECT c.relname, a.attname FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid AND c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] AND a.atttypid IN ('int4'::regtype, 'int8'::regtype)
    WHERE i.indisprimary AND i.indnkeyatts = 1 AND c.relname NOT IN ('django_migrations', 'bench_before') ORDER BY c.relname
"""
_REMEMBER = """
    CREATE TABLE IF NOT EXISTS bench_before (id bigserial PRIMARY KEY, said text NOT NULL, row jsonb NOT NULL);
    CREATE OR REPLACE FUNCTION bench_remember() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO bench_before (said, row) VALUES (TG_TABLE_NAME, to_jsonb(OLD));
        RETURN NULL;
    END $$;
"""
_FORGET = "DROP FUNCTION IF EXISTS bench_remember() CASCADE; DROP TABLE IF EXISTS bench_before"
_QUEUE = "procrastinate_"
"""Tables of the queue: what is added to them goes, what the worker did to its old jobs stays done."""
_CHANGED = "SELECT DISTINCT said FROM bench_before ORDER BY said"
_TAKE_OUT = """
    DELETE FROM {table} WHERE {key} IN (SELECT (b.row ->> '{key}')::bigint FROM bench_before b WHERE b.said = '{table}')
"""
_PUT_BACK = """
    WITH first AS (
        SELECT DISTINCT ON (b.row -> '{key}') b.row FROM bench_before b
        WHERE b.said = '{table}' AND (b.row ->> '{key}')::bigint <= {highest} ORDER BY b.row -> '{key}', b.id
    ) INSERT INTO {table} SELECT was.* FROM first, jsonb_populate_record(NULL::{table}, first.row) AS was
"""
"""The first of what was remembered of a row is the row as it was found."""


@contextmanager
def left_as_found(house: House, *, changes: bool = False) -> Iterator[None]:
    """Rows that are added inside are deleted afterwards, with the triggers off that forbid it.

    `changes`: rows that are changed or deleted inside are put back too. A trigger remembers each, which costs a little: only for
    what lets the worker run, whose clocks tick for every file of the city.
    """
    kept = house.data_dir / _BORDER
    if kept.exists():
        _tidy(kept)
    with connection.cursor() as cursor:
        kept.write_text(json.dumps(_highest(cursor)))
        if changes:
            _remember(cursor)
    try:
        yield
    finally:
        _tidy(kept)


def _highest(cursor: CursorWrapper) -> dict[str, tuple[str, int]]:
    """Key and highest key of each table, 0 of an empty one."""
    cursor.execute(_TABLES)
    keys = dict(cursor.fetchall())
    cursor.execute(
        " UNION ALL ".join(f"SELECT '{table}', max({key})::bigint FROM {table}" for table, key in keys.items())
    )
    return {table: (keys[table], highest or 0) for table, highest in sorted(cursor.fetchall())}


def _remember(cursor: CursorWrapper) -> None:
    cursor.execute(_FORGET)
    cursor.execute(_REMEMBER)
    for table in (name for name in _highest(cursor) if not name.startswith(_QUEUE)):
        cursor.execute(
            f"CREATE TRIGGER bench_remember AFTER UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION bench_remember()"
        )


def _tidy(kept: Path) -> None:
    """What stands above the border goes, what was changed below it comes back; then the border itself goes."""
    border: dict[str, tuple[str, int]] = json.loads(kept.read_text())
    with transaction.atomic(), connection.cursor() as cursor:
        changed = _changed(cursor)
        touched = [
            table for table, (_, highest) in _highest(cursor).items()
            if table in changed or (table in border and highest > border[table][1])
        ]  # fmt: skip
        for table in touched:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table in reversed(touched):
            cursor.execute(f"DELETE FROM {table} WHERE {border[table][0]} > %s", [border[table][1]])
            if table in changed:
                cursor.execute(_TAKE_OUT.format(table=table, key=border[table][0]))
        for table in sorted(changed):
            cursor.execute(_PUT_BACK.format(table=table, key=border[table][0], highest=border[table][1]))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in touched:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute(_FORGET)
    kept.unlink()
    if touched:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM ANALYZE {', '.join(touched)}")


def _changed(cursor: CursorWrapper) -> set[str]:
    cursor.execute("SELECT to_regclass('bench_before') IS NOT NULL")
    if not cursor.fetchone()[0]:
        return set()
    cursor.execute(_CHANGED)
    return {table for (table,) in cursor.fetchall() if not table.startswith(_QUEUE)}
