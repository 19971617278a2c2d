"""Guests: units and officers that may read one file although it is not theirs. A new, empty table."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0012_files_are_split_and_merged"),
        ("organisation", "0003_closings_before_were_carried_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="guests", to="casework.case"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["since", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("unit__isnull", False)), fields=("case", "unit"), name="guest_unit_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("officer__isnull", False)),
                        fields=("case", "officer"),
                        name="guest_officer_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit__isnull", True), ("officer__isnull", True), _connector="XOR"),
                        name="guest_is_unit_or_officer",
                    ),
                ],
            },
        ),
    ]
