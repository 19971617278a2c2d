"""The serials of public numbers: one sequence for every door, safe under any concurrency."""

from django.db import migrations


class Migration(migrations.Migration):
    """Adds `casework_number_seq`."""

    dependencies = [("casework", "0001_the_cover")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE IF NOT EXISTS casework_number_seq START 10001",
            "DROP SEQUENCE IF EXISTS casework_number_seq",
        )
    ]
