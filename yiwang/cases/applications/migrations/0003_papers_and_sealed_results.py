"""Papers of applications with their numbers, and what a sealed result needs: one empty table, two columns."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import yiwang.kit.crypto

_KINDS = [
    ("receipt", "收件回执"), ("accepted", "受理通知书"), ("not_accepted", "不予受理决定书"), ("correction", "补正告知书"),
    ("gaps", "容缺受理承诺书"), ("pledge", "告知承诺书"), ("special", "特别程序告知书"), ("extended", "延长办理期限告知书"),
    ("granted", "准予决定书"), ("refused", "不予决定书"), ("taken_back", "收回决定告知书"), ("revoked", "结果失效告知书"),
    ("delivered", "送达回证"), ("withdrawn", "撤回申请确认书"), ("lapsed", "视为撤回告知书"),
]  # fmt: skip
_ENDED = [("revoked", "已撤销"), ("taken_back", "决定已收回"), ("lost", "已遗失作废")]


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0002_window_elsewhere_pledges_and_platforms"),
        ("files", "0001_stored_files"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField("result", "is_sealed", models.BooleanField(default=False)),
        migrations.AddField("result", "ended_as", models.CharField(blank=True, choices=_ENDED, default="", max_length=10), preserve_default=False),
        migrations.AddConstraint(
            "result",
            models.CheckConstraint(
                condition=Q(("ended_as", ""), ("ended_as__in", [code for code, _label in _ENDED]), _connector="OR"),
                name="result_end_known",
            ),
        ),
        migrations.AddIndex(
            "result",
            models.Index(
                condition=Q(("file", None), ("is_sealed", True), ("revoked_at", None)), fields=["issued_at", "id"],
                name="results_to_seal",
            ),
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=_KINDS, max_length=12)),
                ("owed_at", models.DateTimeField()),
                ("mark", models.CharField(blank=True, max_length=24)),
                ("year", models.PositiveSmallIntegerField(default=0)),
                ("serial", models.PositiveIntegerField(null=True)),
                ("said", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("issued_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="applications.application"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
            ],
            options={
                "ordering": ["owed_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "year", "serial"), name="application_paper_number_once"),
                    models.CheckConstraint(
                        condition=Q(("kind__in", [code for code, _label in _KINDS])), name="application_paper_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=Q(("issued_at", None), ("serial__isnull", False), _connector="OR"),
                        name="application_paper_issued_with_number",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=Q(("issued_at", None)), fields=["owed_at", "id"], name="application_papers_owed"
                    )
                ],
            },
        ),
    ]  # fmt: skip
