"""A draw says of which kind of file it is; all that stand are of appeals. A constant default: no rewrite of the table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0001_draws_sheets_and_appeals"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="inspection",
            name="kind",
            field=models.CharField(db_default="appeal", default="appeal", max_length=20),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["appeal", "application"])), name="inspection_kind_known"
            ),
        ),
    ]
