"""A file keeps the rules it began under; of one that was taken over from another system that is not its registration."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column that may be empty, so that no row is written."""

    dependencies = [("casework", "0015_whom_it_is_kept_from_and_its_track")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField("case", "rules_at", models.DateTimeField(null=True)),
    ]
