"""Grades with their numbers, recusals, openings of identity, inquiries, redactions: new, empty tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0015_whom_it_is_kept_from_and_its_track"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="redaction",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("digest", models.CharField(max_length=32)),
                ("marks", models.PositiveSmallIntegerField(default=0)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "case_id"],
            },
        ),
        migrations.CreateModel(
            name="Serial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.CharField(max_length=4)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["series", "year", "id"],
                "constraints": [models.UniqueConstraint(fields=("series", "year"), name="secrecy_serial_once")],
            },
        ),
        migrations.CreateModel(
            name="Grading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "before",
                    models.CharField(
                        blank=True,
                        choices=[("ordinary", "一般投诉"), ("misconduct", "违纪违法"), ("informant", "举报保密")],
                        max_length=12,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[("ordinary", "一般投诉"), ("misconduct", "违纪违法"), ("informant", "举报保密")],
                        max_length=12,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=24)),
                ("reason", yiwang.kit.crypto.EncryptedTextField(blank=True)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="gradings", to="casework.case"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True), name="grading_changes_it"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("before__in", ["", "ordinary", "misconduct", "informant"]),
                            ("after__in", ["ordinary", "misconduct", "informant"]),
                        ),
                        name="grading_grades_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待答复"), ("answered", "已答复"), ("recalled", "已收回")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("question", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("answer", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="inquiries", to="casework.case"
                    ),
                ),
                (
                    "from_unit",
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
                "ordering": ["-asked_at", "-id"],
                "indexes": [models.Index(fields=["unit", "state", "due_at", "id"], name="inquiry_of_unit")],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "serial"), name="inquiry_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "answered", "recalled"])), name="inquiry_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "open"), ("ended_at__isnull", False), _connector="XOR"),
                        name="inquiry_ends_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "answered"), ("answered_by__isnull", True), _connector="XOR"),
                        name="inquiry_answered_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "等另一人同意"), ("granted", "已同意"), ("refused", "未同意")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("purpose", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("opinion", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("until", models.DateTimeField(null=True)),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="openings", to="casework.case"
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
                "ordering": ["-asked_at", "-id"],
                "indexes": [
                    models.Index(condition=models.Q(("state", "waiting")), fields=["asked_at"], name="opening_waiting")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("case", "asked_by"),
                        name="opening_one_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "granted", "refused"])), name="opening_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "waiting"),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="XOR",
                        ),
                        name="opening_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_by", models.F("decided_by")), _negated=True), name="opening_by_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "granted"), ("until__isnull", True), _connector="XOR"),
                        name="opening_granted_runs_out",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("named", "被反映人"),
                            ("related", "与被反映人或诉求人有关系"),
                            ("declared", "本人申报"),
                            ("superior", "被反映人的上级"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="recusals", to="casework.case"
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
                    "officer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("case", "officer"),
                        name="recusal_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["named", "related", "declared", "superior"])),
                        name="recusal_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", False), _connector="XOR"),
                        name="recusal_lifted_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("officer", models.F("lifted_by")), _negated=True),
                        name="recusal_lifted_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="seal",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        choices=[("ordinary", "一般投诉"), ("misconduct", "违纪违法"), ("informant", "举报保密")],
                        max_length=12,
                    ),
                ),
                (
                    "proposed_grade",
                    models.CharField(
                        choices=[("ordinary", "一般投诉"), ("misconduct", "违纪违法"), ("informant", "举报保密")],
                        max_length=12,
                    ),
                ),
                (
                    "why",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("is_sure", models.BooleanField(default=True)),
                ("series", models.CharField(blank=True, max_length=4)),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField(null=True)),
                (
                    "named_units",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                    ),
                ),
                (
                    "named_officers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("set_at", models.DateTimeField()),
                (
                    "set_by",
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
                "ordering": ["-set_at", "-case_id"],
                "indexes": [models.Index(fields=["grade", "-set_at", "-case_id"], name="seal_register")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("serial__isnull", False)),
                        fields=("series", "year", "serial"),
                        name="seal_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grade__in", ["ordinary", "misconduct", "informant"])),
                        name="seal_grade_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proposed_grade__in", ["ordinary", "misconduct", "informant"])),
                        name="seal_proposed_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("grade", "ordinary"), ("serial__isnull", True), ("series", "")),
                            models.Q(("grade", "misconduct"), ("serial__isnull", False), ("series", "督")),
                            models.Q(("grade", "informant"), ("serial__isnull", False), ("series", "密")),
                            _connector="OR",
                        ),
                        name="seal_number_of_its_grade",
                    ),
                ],
            },
        ),
    ]
