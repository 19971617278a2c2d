"""Marks are looked up with every file that comes in: new ones are sorted in at once and wait in no list."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("prints", "0001_prints_and_likenesses")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="reading", name="reading_marks"),
        migrations.AddIndex(
            model_name="reading",
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["marks"], name="reading_marks"),
        ),
    ]
