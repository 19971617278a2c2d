"""Questions, supplements, urging, requests, returns, instructions, parts and consultations; the first asked; a second level of approval."""

import django.db.models.deletion
from django.db import migrations, models

import yiwang.cases.appeals.states.acts


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0003_work_on_many_at_once"),
        ("organisation", "0003_closings_before_were_carried_out"),
    ]

    operations = [
        migrations.AddField(
            model_name="appeal",
            name="first_asked",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.officer",
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="publishing_refused_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="reply",
            name="passed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="reply",
            name="passed_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.officer",
            ),
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "会商中"), ("concluded", "已有结论"), ("cancelled", "已取消")],
                        default=yiwang.cases.appeals.states.acts.ConsultationState["OPEN"],
                        max_length=10,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("ownerless", "权责不清"),
                            ("long_standing", "久拖未决"),
                            ("reopened", "多次重启"),
                            ("several_lines", "涉及多个警种"),
                            ("important", "重要件提请会商"),
                        ],
                        max_length=14,
                    ),
                ),
                ("question", models.TextField(max_length=1000)),
                ("convened_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("meets_at", models.DateTimeField(null=True)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("minutes", models.TextField(blank=True, max_length=5000)),
                ("conclusion", models.TextField(blank=True, max_length=2000)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consultations", to="appeals.appeal"
                    ),
                ),
                (
                    "convened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
            ],
            options={
                "ordering": ["-convened_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("appeal",), name="consultation_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "concluded", "cancelled"])),
                        name="consultation_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Designation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "appeal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="designation", to="appeals.appeal"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
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
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="HandBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ground", models.CharField(max_length=300)),
                ("body", models.CharField(blank=True, max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "appeal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hand_back", to="appeals.appeal"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Instruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待落实"), ("reported", "已报告"), ("closed", "已办结")],
                        default=yiwang.cases.appeals.states.acts.InstructionState["OPEN"],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(max_length=1000)),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("report", models.TextField(blank=True, max_length=2000)),
                ("reported_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="instructions", to="appeals.appeal"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
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
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=["by", "-at", "-id"],
                        name="instruction_followed",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "reported", "closed"])),
                        name="instruction_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.CharField(blank=True, max_length=30)),
                ("text", models.TextField(blank=True, max_length=2000)),
                ("asked_at", models.DateTimeField()),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="appeals.consultation"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
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
                "ordering": ["asked_at", "id"],
                "indexes": [
                    models.Index(condition=models.Q(("given_at", None)), fields=["officer"], name="opinion_waited_for")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "officer"), name="opinion_one_an_officer")
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "协办中"), ("reported", "已反馈"), ("recalled", "已取消")],
                        default=yiwang.cases.appeals.states.acts.PartState["OPEN"],
                        max_length=10,
                    ),
                ),
                ("task", models.TextField(max_length=1000)),
                ("answer", models.TextField(blank=True, max_length=2000)),
                ("called_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="appeals.appeal"
                    ),
                ),
                (
                    "called_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
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
                "ordering": ["called_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["unit", "due_at", "id"], name="part_open_of_unit"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("appeal", "unit"), name="part_one_open_a_unit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "reported", "recalled"])), name="part_state_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "等诉求人回答"),
                            ("answered", "已回答"),
                            ("lapsed", "到期未答"),
                            ("taken_back", "已收回"),
                        ],
                        default=yiwang.cases.appeals.states.acts.QuestionState["OPEN"],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(max_length=1000)),
                ("answer", models.TextField(blank=True, max_length=2000)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="appeals.appeal"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "indexes": [
                    models.Index(condition=models.Q(("state", "open")), fields=["due_at"], name="question_waiting")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("appeal",), name="question_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "answered", "lapsed", "taken_back"])),
                        name="question_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "open"), ("ended_at__isnull", False), _connector="XOR"),
                        name="question_ends_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(choices=[("extension", "延期"), ("pause", "依法暂停")], max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待批准"),
                            ("granted", "已批准"),
                            ("declined", "未批准"),
                            ("withdrawn", "已撤回"),
                        ],
                        default=yiwang.cases.appeals.states.acts.RequestState["WAITING"],
                        max_length=10,
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(default=0)),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[("expert", "鉴定、检测"), ("secrecy", "侦查保密"), ("hearing", "听证或专家评审")],
                        max_length=10,
                    ),
                ),
                ("proof", models.CharField(blank=True, max_length=120)),
                ("reason", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("opinion", models.CharField(blank=True, max_length=300)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="appeals.appeal"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
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
                    models.Index(condition=models.Q(("state", "waiting")), fields=["asked_at"], name="request_waiting")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("appeal",), name="request_one_waiting"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "extension"), ("state", "granted")),
                        fields=("appeal", "round"),
                        name="request_one_extension_a_round",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["extension", "pause"])), name="request_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "granted", "declined", "withdrawn"])),
                        name="request_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("days__gte", 1), ("ground", ""), ("kind", "extension")),
                            models.Q(("days", 0), ("kind", "pause"), models.Q(("ground", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="request_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("not_ours", "不是本单位职责"),
                            ("not_here", "不在本辖区"),
                            ("other_line", "属其他警种"),
                            ("by_law_above", "依法应由上级办"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="appeals.appeal"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
                    ),
                ),
                (
                    "suggested",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
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
                "ordering": ["appeal_id", "number", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("appeal", "number"), name="return_numbered"),
                    models.CheckConstraint(condition=models.Q(("number__in", [1, 2])), name="return_twice_at_most"),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["not_ours", "not_here", "other_line", "by_law_above"])),
                        name="return_ground_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supplement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("key", models.CharField(max_length=80, unique=True)),
                ("text", models.TextField(blank=True, max_length=2000)),
                ("files", models.PositiveSmallIntegerField(default=0)),
                ("at", models.DateTimeField()),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="supplements", to="appeals.appeal"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Urge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="urges", to="appeals.appeal"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [models.UniqueConstraint(fields=("appeal", "day"), name="urge_once_a_day")],
            },
        ),
    ]
