"""What the first approver says to the second, and for whom a deputy passed an answer up."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0005_papers_with_numbers"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.AddField(
            model_name="reply",
            name="passed_for",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.officer",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="passed_note",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
    ]
