"""A filter may be shared with its owner's unit."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0007_a_conclusion_names_a_unit"),
        ("organisation", "0003_closings_before_were_carried_out"),
    ]

    operations = [
        migrations.AddField(
            model_name="savedfilter",
            name="shared_with",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
    ]
