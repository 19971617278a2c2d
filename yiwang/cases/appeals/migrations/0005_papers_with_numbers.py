"""Papers made of an appeal, with their numbers; every outcome an answer may have."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0004_every_move_has_its_table"),
        ("files", "0001_stored_files"),
        ("organisation", "0003_closings_before_were_carried_out"),
    ]

    operations = [
        migrations.AlterField(
            model_name="appeal",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("resolved", "已解决"),
                    ("partly_resolved", "部分解决"),
                    ("explained", "解释说明"),
                    ("not_supported", "不予支持"),
                    ("not_accepted", "不予受理"),
                    ("other_body", "非本机关"),
                    ("referred", "移交法定途径"),
                    ("unreachable", "无法联系"),
                    ("withdrawn", "撤回"),
                    ("merged", "并入"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("receipt", "受理回执"), ("letter", "答复书")], max_length=10)),
                ("round", models.PositiveSmallIntegerField()),
                ("mark", models.CharField(max_length=24)),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("issued_at", models.DateTimeField()),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="appeals.appeal"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "issued_by",
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
                "ordering": ["issued_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("appeal", "kind", "round"), name="paper_once_a_round"),
                    models.UniqueConstraint(fields=("kind", "year", "serial"), name="paper_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["receipt", "letter"])), name="paper_kind_known"
                    ),
                ],
            },
        ),
    ]
