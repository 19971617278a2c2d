"""Acts over many appeals with a step for each, and filters that officers keep."""

import django.db.models.deletion
from django.db import migrations, models

import yiwang.cases.appeals.states
import yiwang.kit.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0002_files_from_elsewhere"),
        ("casework", "0007_what_waits_by_its_state"),
        ("organisation", "0003_closings_before_were_carried_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("push", "派给单位"),
                            ("reassign", "换人办理"),
                            ("sign", "签收"),
                            ("export", "导出表格"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "等待开始"), ("running", "正在做"), ("done", "做完了")],
                        default=yiwang.cases.appeals.states.BulkState["WAITING"],
                        max_length=10,
                    ),
                ),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("given", models.JSONField(default=dict)),
                ("purpose", models.CharField(blank=True, max_length=200)),
                ("done", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("sheet", yiwang.kit.crypto.EncryptedBytesField(blank=True, default=b"")),
                ("sheet_until", models.DateTimeField(null=True)),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
                    ),
                ),
            ],
            options={
                "ordering": ["-begun_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="BulkStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_done", models.BooleanField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="appeals.bulkrun"
                    ),
                ),
            ],
            options={
                "ordering": ["run_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=20)),
                ("query", models.JSONField(default=dict)),
                ("is_default", models.BooleanField(default=False)),
                ("saved_at", models.DateTimeField()),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="bulkrun",
            index=models.Index(fields=["officer", "-begun_at", "-id"], name="bulkrun_of_officer"),
        ),
        migrations.AddConstraint(
            model_name="bulkrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["push", "reassign", "sign", "export"])), name="bulkrun_act_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "running", "done"])), name="bulkrun_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkstep",
            constraint=models.UniqueConstraint(fields=("run", "case"), name="bulkstep_once_a_case"),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(fields=("officer", "name"), name="savedfilter_one_of_a_name"),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)), fields=("officer",), name="savedfilter_one_default"
            ),
        ),
    ]
