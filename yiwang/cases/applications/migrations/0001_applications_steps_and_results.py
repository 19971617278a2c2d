"""Applications with their steps, materials and results: new, empty tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0020_numbers_have_one_index"),
        ("catalog", "0001_items_and_their_versions"),
        ("files", "0001_stored_files"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="application",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("item_code", models.CharField(max_length=60)),
                ("chosen", models.JSONField(default=dict)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("mode", models.CharField(blank=True, max_length=40)),
                ("form", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("is_enterprise", models.BooleanField(default=False)),
                ("is_verified", models.BooleanField(default=False)),
                ("proxy", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("proxy_until", models.DateField(null=True)),
                ("fee_fen", models.PositiveIntegerField(default=0)),
                ("pledge", models.CharField(blank=True, max_length=64)),
                ("pledge_check_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "准予"),
                            ("refused", "不予办理"),
                            ("not_accepted", "不予受理"),
                            ("withdrawn", "申请人撤回"),
                            ("lapsed", "逾期视为撤回"),
                        ],
                        max_length=12,
                    ),
                ),
                ("ground", models.CharField(blank=True, max_length=40)),
                ("words", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("is_instant", models.BooleanField(default=False)),
                ("owed_act", models.CharField(blank=True, max_length=20)),
                ("sample_at", models.DateTimeField(null=True)),
                ("sample_is_right", models.BooleanField(null=True)),
                ("submitted_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "deciding_unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="applications.application",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.version"
                    ),
                ),
            ],
            options={
                "ordering": ["-submitted_at", "-case_id"],
            },
        ),
        migrations.CreateModel(
            name="ApplicationStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=120)),
                ("role", models.CharField(max_length=40)),
                ("group", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "未到"),
                            ("running", "办理中"),
                            ("passed", "通过"),
                            ("failed", "不通过"),
                            ("skipped", "不需要"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("opinion", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="applications.application"
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
                "ordering": ["place", "id"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("items", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("told_at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField(null=True)),
                ("words", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="applications.application",
                    ),
                ),
                (
                    "told_by",
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
                "ordering": ["told_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="InstantCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("approve", "准予"),
                            ("refuse", "不予办理"),
                            ("manual", "转人工"),
                            ("known", "已办过"),
                        ],
                        max_length=8,
                    ),
                ),
                ("rule", models.PositiveSmallIntegerField(default=0)),
                ("says", models.CharField(max_length=2000)),
                ("evidence", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                (
                    "looks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("at", models.DateTimeField()),
                ("milliseconds", models.PositiveIntegerField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("trust", models.CharField(max_length=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("given", "已提交"),
                            ("waived", "免交，由登记库核对"),
                            ("pledged", "以书面承诺代替"),
                            ("promised", "容缺，后补"),
                            ("window", "窗口核验原件"),
                            ("missing", "未提交"),
                        ],
                        max_length=8,
                    ),
                ),
                ("promised_by", models.DateField(null=True)),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="materials",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="MaterialFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="applications.material"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40)),
                ("verify_code", models.CharField(max_length=20)),
                ("document", models.CharField(max_length=120)),
                ("lines", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("issued_at", models.DateTimeField()),
                ("valid_until", models.DateField(null=True)),
                ("delivered_how", models.CharField(blank=True, max_length=20)),
                ("delivered_proof", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_why", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="applications.application",
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
                "ordering": ["issued_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Special",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hearing", "听证"),
                            ("tender", "招标"),
                            ("auction", "拍卖"),
                            ("inspection", "检验"),
                            ("test", "检测"),
                            ("quarantine", "检疫"),
                            ("appraisal", "鉴定"),
                            ("experts", "专家评审"),
                        ],
                        max_length=12,
                    ),
                ),
                ("days", models.PositiveSmallIntegerField()),
                ("why", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="specials",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "ordering": ["since", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["item_code", "-submitted_at", "-case"], name="applications_of_item"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("sample_at__isnull", False), ("sample_is_right", None)),
                fields=["sample_at"],
                name="applications_sample",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("owed_act", ""), _negated=True),
                fields=["decided_at"],
                name="applications_acts_owed",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("decided_at__isnull", False)), fields=["-decided_at"], name="applications_decided"
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome", ""),
                    ("outcome__in", ["granted", "refused", "not_accepted", "withdrawn", "lapsed"]),
                    _connector="OR",
                ),
                name="application_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "granted"), _negated=True), ("decided_at__isnull", False), _connector="OR"
                ),
                name="application_granted_somewhen",
            ),
        ),
        migrations.AddIndex(
            model_name="applicationstep",
            index=models.Index(
                condition=models.Q(("state", "running")),
                fields=["unit", "due_at", "id"],
                name="application_steps_running",
            ),
        ),
        migrations.AddConstraint(
            model_name="applicationstep",
            constraint=models.UniqueConstraint(fields=("application", "code"), name="application_step_once"),
        ),
        migrations.AddConstraint(
            model_name="applicationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "running", "passed", "failed", "skipped"])),
                name="application_step_state_known",
            ),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(
                condition=models.Q(("received_at", None)), fields=["until"], name="application_corrections_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="instantcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["approve", "refuse", "manual", "known"])),
                name="application_check_verdict_known",
            ),
        ),
        migrations.AddIndex(
            model_name="material",
            index=models.Index(
                condition=models.Q(("state", "promised")), fields=["promised_by"], name="application_gaps_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.UniqueConstraint(fields=("application", "code"), name="application_material_once"),
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.CheckConstraint(
                condition=models.Q(("trust__in", ["A", "B", "C", "D"])), name="application_material_trust_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["given", "waived", "pledged", "promised", "window", "missing"])),
                name="application_material_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "promised"), _negated=True), ("promised_by__isnull", False), _connector="OR"
                ),
                name="application_gap_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="materialfile",
            constraint=models.UniqueConstraint(fields=("material", "file"), name="application_material_file_once"),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.UniqueConstraint(fields=("number",), name="result_number_once"),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.UniqueConstraint(fields=("verify_code",), name="result_code_once"),
        ),
        migrations.AddConstraint(
            model_name="special",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("application",), name="application_one_special_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="special",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["hearing", "tender", "auction", "inspection", "test", "quarantine", "appraisal", "experts"],
                    )
                ),
                name="application_special_kind_known",
            ),
        ),
    ]
