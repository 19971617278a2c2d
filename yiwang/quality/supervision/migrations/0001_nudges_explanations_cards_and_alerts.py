"""Who was nudged, what was explained, which cards and alerts units got: new, empty tables."""

import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.crypto
import yiwang.quality.supervision.states.alerts
import yiwang.quality.supervision.states.explanations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0019_notes_of_secret_files_are_encrypted"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rise", models.BigIntegerField(unique=True)),
                ("kind", models.CharField(choices=[("topic", "热点"), ("category", "类别")], max_length=10)),
                ("topic", models.BigIntegerField(null=True)),
                ("category", models.CharField(blank=True, max_length=60)),
                ("area_code", models.CharField(blank=True, max_length=20)),
                ("seen", models.PositiveIntegerField()),
                ("expected", models.FloatField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "待签收"),
                            ("acknowledged", "落实措施中"),
                            ("reported", "待验收"),
                            ("closed", "已验收"),
                        ],
                        default=yiwang.quality.supervision.states.alerts.AlertState["SENT"],
                        max_length=12,
                    ),
                ),
                ("owed_by", models.DateTimeField(null=True)),
                ("measures", models.CharField(blank=True, max_length=300)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("result", models.CharField(blank=True, max_length=500)),
                ("after", models.PositiveIntegerField(null=True)),
                ("reported_at", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                ("escalated_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
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
                    "reported_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "supervising_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
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
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["unit", "-at", "-id"], name="supervision_alert_unit"),
                    models.Index(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=["owed_by", "id"],
                        name="supervision_alert_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["sent", "acknowledged", "reported", "closed"])),
                        name="supervision_alert_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["reported", "closed"]), _negated=True),
                            models.Q(models.Q(("result", ""), _negated=True), ("reported_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="supervision_alert_reported",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True), ("decided_by__isnull", False), _connector="OR"
                        ),
                        name="supervision_alert_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(choices=[("yellow", "黄牌"), ("red", "红牌")], max_length=8)),
                ("due_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "未消"), ("settled", "已办结"), ("lifted", "已撤销")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("calendar", "工作日历调整，没有到期"),
                            ("system", "系统原因"),
                            ("elsewhere", "责任不在这个单位"),
                            ("granted", "延期已经批准，登记迟了"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cards", to="casework.case"
                    ),
                ),
                (
                    "lifted_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["unit", "-at", "-id"], name="supervision_card_unit")],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "kind", "due_at"), name="supervision_card_once_a_due"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["yellow", "red"])), name="supervision_card_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "settled", "lifted"])),
                        name="supervision_card_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "lifted"), ("ground__in", ["calendar", "system", "elsewhere", "granted"])
                            ),
                            models.Q(models.Q(("state", "lifted"), _negated=True), ("ground", "")),
                            _connector="OR",
                        ),
                        name="supervision_card_lifted_with_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="supervision_card_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("missed_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("owed", "待说明"),
                            ("submitted", "待审定"),
                            ("sent_back", "退回重写"),
                            ("accepted", "已审定"),
                            ("dropped", "不用说明"),
                        ],
                        default=yiwang.quality.supervision.states.explanations.ExplanationState["OWED"],
                        max_length=12,
                    ),
                ),
                ("owed_by", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("complex", "情况复杂，需要继续调查核实"),
                            ("others", "等别的单位配合"),
                            ("expert", "等鉴定、检测或评估"),
                            ("citizen", "联系不上诉求人或等补充材料"),
                            ("works", "要等工程、设备或改造"),
                            ("load", "任务集中，人手不足"),
                            ("oversight", "没有安排好"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("told", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("written_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("why", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("escalated_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="explanations", to="casework.case"
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
                    "supervising_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
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
                (
                    "written_by",
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
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["owed", "sent_back", "submitted"])),
                        fields=["unit", "owed_by", "id"],
                        name="supervision_expl_unit",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["owed", "sent_back", "submitted"])),
                        fields=["supervising_unit", "owed_by", "id"],
                        name="supervision_expl_above",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "missed_at"), name="supervision_expl_once_a_due"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["owed", "submitted", "sent_back", "accepted", "dropped"])),
                        name="supervision_expl_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason", ""),
                            (
                                "reason__in",
                                ["complex", "others", "expert", "citizen", "works", "load", "oversight", "other"],
                            ),
                            _connector="OR",
                        ),
                        name="supervision_expl_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["submitted", "accepted"]), _negated=True),
                            models.Q(models.Q(("reason", ""), _negated=True), ("written_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="supervision_expl_written",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="supervision_expl_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nudge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                ("origin", models.CharField(choices=[("hand", "人工督促"), ("clock", "到期前自动督促")], max_length=8)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="nudges", to="casework.case"
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "day"), name="supervision_nudge_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["hand", "clock"])), name="supervision_nudge_origin_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by__isnull", True), ("origin", "clock")),
                            models.Q(("by__isnull", False), ("origin", "hand")),
                            _connector="OR",
                        ),
                        name="supervision_nudge_by_somebody",
                    ),
                ],
            },
        ),
    ]
