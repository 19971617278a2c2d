"""What a file is found by says where it lies and when it came (`queries.marks`).

In batches, each its own transaction: cut off, it goes on where it was. While it runs, searching has no index.
"""

from typing import Any

from django.db import migrations

BATCH = 20_000
UNIT, SUPERVISED, MONTH = (-(1 << 31) + kind * (1 << 24) for kind in (1, 2, 3))
_MARK = """
    UPDATE casework_searchtext AS s SET tokens = array_cat(own.marks, s.tokens)
      FROM (
        SELECT t.case_id, array_remove(ARRAY[
            %(unit)s + coalesce(c.unit_id, 0)::int,
            %(supervised)s + c.supervising_unit_id::int,
            %(month)s + extract(year FROM t.registered_at AT TIME ZONE 'UTC')::int * 12
                      + extract(month FROM t.registered_at AT TIME ZONE 'UTC')::int - 1
        ], NULL) AS marks
          FROM casework_searchtext AS t JOIN casework_case AS c ON c.id = t.case_id
         WHERE t.case_id > %(after)s AND t.case_id <= %(to)s AND t.tokens <> '{}'
      ) AS own
     WHERE s.case_id = own.case_id AND NOT s.tokens @> own.marks
"""


def mark(apps: Any, editor: Any) -> None:
    """Every row that stands; one that is marked already is left alone."""
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(case_id), 0) FROM casework_searchtext")
        last = cursor.fetchone()[0]
        for after in range(0, last, BATCH):
            told = {"unit": UNIT, "supervised": SUPERVISED, "month": MONTH, "after": after, "to": after + BATCH}
            cursor.execute(_MARK, told)
        cursor.execute("ANALYZE casework_searchtext")


class Migration(migrations.Migration):
    """Takes the index away, marks the rows, makes it anew: sorting rows in one by one would take ten times as long."""

    atomic = False
    dependencies = [("casework", "0009_numbers_of_other_systems")]

    operations = [
        migrations.RunSQL("DROP INDEX IF EXISTS searchtext_tokens", migrations.RunSQL.noop),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.RunSQL(
            "SET maintenance_work_mem = '512MB'; "
            "CREATE INDEX IF NOT EXISTS searchtext_tokens ON casework_searchtext USING gin (tokens) "
            "WITH (fastupdate = on, gin_pending_list_limit = 1024); RESET maintenance_work_mem",
            migrations.RunSQL.noop,
        ),
    ]
