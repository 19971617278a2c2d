"""Drafts of replies by a model outside, with what a person said of each of their sentences."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import yiwang.kit.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0011_texts_of_secret_files_are_encrypted"),
        ("organisation", "0003_closings_before_were_carried_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="MachineDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "正在拟"),
                            ("ready", "等人逐句看"),
                            ("read", "已逐句看过"),
                            ("failed", "没有拟成"),
                            ("dropped", "不用了"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("made_at", models.DateTimeField(null=True)),
                ("trouble", models.CharField(blank=True, max_length=12)),
                ("model", models.CharField(blank=True, max_length=80)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("tokens_in", models.PositiveIntegerField(default=0)),
                ("tokens_out", models.PositiveIntegerField(default=0)),
                (
                    "text",
                    yiwang.kit.crypto.SealableTextField(blank=True, sealed_if="appeal.case.is_kept_secret"),
                ),
                ("said", models.JSONField(default=list)),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="machine_drafts", to="appeals.appeal"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "read_by",
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
                "ordering": ["-asked_at", "-id"],
                "indexes": [models.Index(fields=["asked_at"], name="machine_draft_asked")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(state__in=["waiting", "ready"]),
                        fields=("appeal", "round"),
                        name="machine_draft_one_open",
                    ),
                    models.CheckConstraint(
                        condition=Q(state="read", read_by__isnull=False, read_at__isnull=False)
                        | (~Q(state="read") & Q(read_by__isnull=True)),
                        name="machine_draft_read_by_somebody",
                    ),
                ],
            },
        ),
    ]
