"""Draws, files drawn, sheets and units' appeals: new, empty tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.crypto
import yiwang.quality.inspections.states


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0020_numbers_have_one_index"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=40)),
                (
                    "pool",
                    models.CharField(choices=[("answered", "期间答复的"), ("closed", "期间办结的")], max_length=10),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                (
                    "units",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None),
                ),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("size", models.PositiveSmallIntegerField()),
                ("is_each", models.BooleanField(default=False)),
                ("sheets", models.PositiveSmallIntegerField(default=1)),
                ("checklist", models.JSONField()),
                ("seed", models.CharField(max_length=32)),
                ("drawn_from", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("files", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("scoring", "评分中"),
                            ("shown", "公示，可申诉"),
                            ("closed", "已定稿"),
                            ("dropped", "已作废"),
                        ],
                        default=yiwang.quality.inspections.states.InspectionState["SCORING"],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("shown_at", models.DateTimeField(null=True)),
                ("contest_until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, max_length=500)),
                (
                    "drawn_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["scoring", "shown", "closed", "dropped"])),
                        name="inspection_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pool__in", ["answered", "closed"])), name="inspection_pool_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="inspection_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sheets__gte", 1), ("sheets__lte", 2), ("size__gte", 1)),
                        name="inspection_size",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state__in", ["closed", "dropped"])),
                            models.Q(
                                models.Q(("state__in", ["closed", "dropped"]), _negated=True),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="inspection_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("points", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="samples", to="inspections.inspection"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["place", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "case"), name="inspection_sample_once"),
                    models.UniqueConstraint(fields=("inspection", "place"), name="inspection_place_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("points__isnull", True),
                            models.Q(("points__gte", 0), ("points__lte", 100)),
                            _connector="OR",
                        ),
                        name="inspection_points_of_100",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待复核"), ("upheld", "申诉成立，改分"), ("dismissed", "维持原分")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("before", models.DecimalField(decimal_places=1, max_digits=4)),
                ("after", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("words", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
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
                (
                    "sample",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contest", to="inspections.sample"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "upheld", "dismissed"])),
                        name="inspection_contest_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("after__isnull", False),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="inspection_contest_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "marks",
                    django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None),
                ),
                ("points", models.DecimalField(decimal_places=1, max_digits=4)),
                ("note", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "inspector",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="inspections.sample"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [models.UniqueConstraint(fields=("sample", "inspector"), name="inspection_sheet_once")],
            },
        ),
    ]
