"""The number of an order may be as long as the record takes it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_found_by_mailbox_and_account"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="applicant",
            name="erased_order",
            field=models.CharField(blank=True, max_length=80),
        ),
    ]
