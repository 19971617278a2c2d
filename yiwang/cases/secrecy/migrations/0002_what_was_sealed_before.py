"""Files that were sealed, or hid an informant, before there were grades: each gets its row and its number, oldest first."""

from django.db import migrations

_NEW = """
    INSERT INTO secrecy_seal
        (case_id, grade, proposed_grade, why, is_sure, series, year, serial, named_units, named_officers, set_at)
    SELECT id, grade, grade, '{}', true, series, year,
           row_number() OVER (PARTITION BY series, year ORDER BY registered_at, id), excluded_units, '{}', registered_at
    FROM (
        SELECT id, excluded_units, registered_at,
               CASE confidentiality WHEN 'sealed' THEN 'misconduct' ELSE 'informant' END AS grade,
               CASE confidentiality WHEN 'sealed' THEN '督' ELSE '密' END AS series,
               extract(year FROM registered_at AT TIME ZONE 'Asia/Shanghai')::int AS year
        FROM casework_case WHERE confidentiality IN ('sealed', 'informant')
    ) AS known
"""
_LAST = """
    INSERT INTO secrecy_serial (series, year, last)
    SELECT series, year, max(serial) FROM secrecy_seal WHERE serial IS NOT NULL GROUP BY series, year
"""


class Migration(migrations.Migration):
    """One statement each; going back leaves the rows to the migration before."""

    dependencies = [("secrecy", "0001_grades_recusals_and_letters")]

    operations = [migrations.RunSQL(_NEW, migrations.RunSQL.noop), migrations.RunSQL(_LAST, migrations.RunSQL.noop)]
