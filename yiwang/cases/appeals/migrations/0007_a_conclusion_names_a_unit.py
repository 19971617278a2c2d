"""Which unit should handle an appeal may stand in the conclusion of its consultation. Adds an empty column."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0006_first_approver_says_why"),
        ("organisation", "0003_closings_before_were_carried_out"),
    ]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
    ]
