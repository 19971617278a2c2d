"""What files leave of their words, and which are like each other: new, empty tables."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0019_notes_of_secret_files_are_encrypted"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Due",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_id", models.BigIntegerField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="reading",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("gist", models.BinaryField()),
                (
                    "marks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-case_id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=True, fields=["marks"], gin_pending_list_limit=1024, name="reading_marks"
                    ),
                    django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="reading_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Likeness",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.PositiveSmallIntegerField()),
                (
                    "how",
                    models.CharField(
                        choices=[("exact", "一字不差"), ("shingle", "文字大体相同"), ("rephrased", "换了说法")],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("found", "待核对"), ("confirmed", "是同一件事"), ("dismissed", "不是同一件事")],
                        default="found",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="likenesses_later", to="casework.case"
                    ),
                ),
                (
                    "b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="likenesses_earlier",
                        to="casework.case",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
            ],
            options={
                "ordering": ["-score", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("a", "b"), name="likeness_once_a_pair"),
                    models.CheckConstraint(
                        condition=models.Q(("a", models.F("b")), _negated=True), name="likeness_of_two"
                    ),
                    models.CheckConstraint(condition=models.Q(("score__lte", 100)), name="likeness_per_cent"),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["exact", "shingle", "rephrased"])), name="likeness_how_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["found", "confirmed", "dismissed"])),
                        name="likeness_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "found")),
                            models.Q(models.Q(("state", "found"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="likeness_decided_when_said",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Print",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="print",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("exact", models.BigIntegerField()),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("size", models.PositiveIntegerField()),
                ("sketch", models.BinaryField()),
                ("likeness", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("category", models.CharField(blank=True, max_length=60)),
                ("area_code", models.CharField(blank=True, max_length=20)),
                (
                    "repeats",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeated_by",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-case_id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("repeats__isnull", True)),
                        fastupdate=False,
                        fields=["keys"],
                        name="print_keys",
                    ),
                    models.Index(
                        condition=models.Q(("repeats__isnull", False)), fields=["repeats"], name="print_repeats"
                    ),
                    django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="print_at"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("case", models.F("repeats")), _negated=True), name="print_repeats_another"
                    ),
                    models.CheckConstraint(condition=models.Q(("likeness__lte", 100)), name="print_likeness_per_cent"),
                ],
            },
        ),
    ]
