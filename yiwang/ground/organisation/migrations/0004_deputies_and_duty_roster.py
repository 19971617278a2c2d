"""Deputies while somebody is away; the duty roster."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.db import migrations, models

import yiwang.ground.organisation.models
import yiwang.kit.clock


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0003_closings_before_were_carried_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                ("reason", models.CharField(max_length=100)),
                ("named_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
                    ),
                ),
            ],
            options={
                "ordering": ["-valid_from", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["deputy", "valid_to"],
                        name="delegation_of_deputy",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="delegation_dates"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("officer", models.F("deputy")), _negated=True), name="delegation_to_another"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("ended_at", None)),
                        expressions=[
                            ("officer", "="),
                            (
                                yiwang.ground.organisation.models.DateRange(
                                    "valid_from", "valid_to", models.Value("[]")
                                ),
                                "&&",
                            ),
                        ],
                        name="delegation_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("kind", models.CharField(choices=[("leader", "带班领导"), ("officer", "值班民警")], max_length=10)),
                ("phone", models.CharField(blank=True, max_length=20)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
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
                "ordering": ["day", "kind", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "day", "kind", "officer"), name="duty_once_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "leader")), fields=("unit", "day"), name="duty_one_leader_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["leader", "officer"])), name="duty_kind_known"
                    ),
                ],
            },
        ),
    ]
