"""Requests of people about their own data."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="DataRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("code_hash", models.CharField(max_length=32)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("copy", "要一份副本"),
                            ("correct", "更正"),
                            ("erase", "删除"),
                            ("explain", "请求说明"),
                            ("look", "对查阅有疑问"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "待核对"),
                            ("checked", "待复核"),
                            ("carrying", "正在落实"),
                            ("done", "已办结"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("granted", "同意"), ("partly", "部分同意"), ("refused", "不同意")],
                        max_length=10,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kept_by_law", "法律、行政法规规定的保存期限还没有满"),
                            ("still_needed", "办理公安机关法定职责还需要"),
                            ("law_forbids", "法律、行政法规规定应当保密或者不需要告知"),
                            ("not_theirs", "核实后不是申请人的个人信息"),
                            ("is_right", "核实后原来的记录没有错"),
                            ("proper", "查阅有据，是办理这件事需要的"),
                        ],
                        max_length=20,
                    ),
                ),
                ("phone", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("phone_index", models.CharField(max_length=32)),
                (
                    "applicants",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "cases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        blank=True, choices=[("pdf", "PDF，给人看"), ("json", "JSON，给软件读")], max_length=4
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("name", "姓名"),
                            ("id_number", "证件号码"),
                            ("address", "住址"),
                            ("other", "别的内容"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("before_text", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("after_text", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("look_id", models.BigIntegerField(blank=True, null=True)),
                ("look_digest", models.CharField(blank=True, max_length=64)),
                ("looker", models.BigIntegerField(blank=True, null=True)),
                ("answer", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("salt", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("answer_digest", models.CharField(blank=True, max_length=64)),
                ("order", models.CharField(blank=True, max_length=80)),
                ("received_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("fetched_at", models.DateTimeField(null=True)),
                ("sent_back", models.CharField(blank=True, max_length=300)),
                ("intake_key", models.CharField(max_length=80, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "-id"],
                "indexes": [
                    models.Index(fields=["phone_index", "-received_at"], name="rights_request_phone"),
                    models.Index(
                        condition=models.Q(("state__in", ["carrying", "checked", "received"])),
                        fields=["unit", "due_at", "id"],
                        name="rights_request_open",
                    ),
                    models.Index(fields=["unit", "-received_at", "-id"], name="rights_request_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "serial"), name="rights_request_serial"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["copy", "correct", "erase", "explain", "look"])),
                        name="rights_request_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["received", "checked", "carrying", "done"])),
                        name="rights_request_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision__in", ["", "granted", "partly", "refused"])),
                        name="rights_request_decision_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ground__in",
                                ["", "kept_by_law", "still_needed", "law_forbids", "not_theirs", "is_right", "proper"],
                            )
                        ),
                        name="rights_request_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["carrying", "done"]), _negated=True),
                            models.Q(("decided_at__isnull", False), models.Q(("decision", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="rights_request_done_is_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", True),
                            models.Q(("decision", "granted"), models.Q(("kind", "erase"), _negated=True)),
                            models.Q(
                                ("checked_by__isnull", False),
                                models.Q(("decided_by", models.F("checked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rights_request_two_people",
                    ),
                ],
            },
        ),
    ]
