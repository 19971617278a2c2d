"""A file says by which order its texts are gone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0016_by_the_rules_of_which_day"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="case",
            name="erased_order",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
    ]
