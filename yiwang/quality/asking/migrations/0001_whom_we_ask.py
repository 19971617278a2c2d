"""Questions to people who were served, calls and touches: new, empty tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0019_notes_of_secret_files_are_encrypted"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Ask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("level_one", "一级回访"),
                            ("level_two", "二级回访"),
                            ("level_three", "三级回访"),
                            ("service", "服务评价"),
                            ("bad_rating", "差评回访"),
                            ("rerate", "复评"),
                            ("survey", "民意调查"),
                            ("panel", "监督员征询"),
                        ],
                        max_length=12,
                    ),
                ),
                ("subject_kind", models.CharField(db_collation="C", max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("round", models.PositiveSmallIntegerField(default=1)),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[("sms", "短信"), ("wechat", "微信"), ("mail", "电子邮件"), ("phone", "电话")],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "等待询问"),
                            ("asked", "已询问"),
                            ("answered", "已回答"),
                            ("silent", "未回应"),
                            ("spared", "不询问"),
                            ("dropped", "已取消"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                (
                    "spare",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("never_asked", "属于不询问的情形"),
                            ("secret", "密封或者举报保密的件"),
                            ("opted_out", "本人退订"),
                            ("unsafe", "号码标为不安全"),
                            ("unfit", "本人不宜收这类消息"),
                            ("limit", "已到联系次数上限"),
                            ("no_way", "没有可以联系的方式"),
                            ("not_drawn", "这一次没有抽中"),
                        ],
                        max_length=12,
                    ),
                ),
                ("rule", models.CharField(blank=True, max_length=40)),
                ("to", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("person_index", models.CharField(blank=True, max_length=32)),
                ("token_hash", models.CharField(blank=True, max_length=32)),
                ("ask_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("lapse_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("unclear_at", models.DateTimeField(null=True)),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_satisfied", "非常满意"),
                            ("satisfied", "满意"),
                            ("fairly", "基本满意"),
                            ("dissatisfied", "不满意"),
                            ("very_dissatisfied", "非常不满意"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("words", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                (
                    "door",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sms", "短信"),
                            ("wechat", "微信"),
                            ("mail", "电子邮件"),
                            ("link", "短信链接"),
                            ("portal", "网站"),
                            ("phone", "电话"),
                            ("window", "窗口扫码"),
                            ("system", "业务系统"),
                        ],
                        max_length=8,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "handler",
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
                "ordering": ["-ask_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "planned")), fields=["ask_at", "id"], name="asking_ask_due"
                    ),
                    models.Index(
                        condition=models.Q(("state", "asked")), fields=["lapse_at", "id"], name="asking_ask_waiting"
                    ),
                    models.Index(fields=["person_index", "-ask_at"], name="asking_ask_person"),
                    models.Index(fields=["unit", "-answered_at", "-id"], name="asking_ask_unit"),
                    models.Index(
                        condition=models.Q(("token_hash", ""), _negated=True),
                        fields=["token_hash"],
                        name="asking_ask_token",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("purpose", "subject_kind", "subject_id", "round"), name="asking_ask_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "purpose__in",
                                [
                                    "level_one",
                                    "level_two",
                                    "level_three",
                                    "service",
                                    "bad_rating",
                                    "rerate",
                                    "survey",
                                    "panel",
                                ],
                            )
                        ),
                        name="asking_ask_purpose_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "asked", "answered", "silent", "spared", "dropped"])
                        ),
                        name="asking_ask_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "spared"), models.Q(("spare", ""), _negated=True)),
                            models.Q(models.Q(("state", "spared"), _negated=True), ("spare", "")),
                            _connector="OR",
                        ),
                        name="asking_ask_spared_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "answered"), _negated=True),
                            models.Q(("answered_at__isnull", False), models.Q(("door", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="asking_ask_answered_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grade", ""), ("state", "answered"), _connector="OR"),
                        name="asking_ask_grade_is_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("script", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待认领"),
                            ("taken", "在打"),
                            ("done", "已完成"),
                            ("given_up", "联系不上，已结束"),
                            ("dropped", "已取消"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("not_before", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ask",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="task", to="asking.ask"
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
                "ordering": ["due_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["open", "taken"])),
                        fields=["unit", "due_at", "id"],
                        name="asking_task_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "taken", "done", "given_up", "dropped"])),
                        name="asking_task_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "taken"), _negated=True), ("officer__isnull", False), _connector="OR"
                        ),
                        name="asking_task_taken_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "reached",
                    models.CharField(
                        choices=[
                            ("answered", "接通并答复"),
                            ("later", "接通，约定再打"),
                            ("declined", "接通，不愿评价"),
                            ("no_answer", "无人接听"),
                            ("busy", "占线或者关机"),
                            ("wrong_number", "号码不对"),
                        ],
                        max_length=14,
                    ),
                ),
                ("note", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                (
                    "officer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="asking.task"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reached__in", ["answered", "later", "declined", "no_answer", "busy", "wrong_number"])
                        ),
                        name="asking_attempt_reached_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Touch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_index", models.CharField(max_length=32)),
                ("subject_kind", models.CharField(db_collation="C", max_length=60)),
                ("subject_id", models.BigIntegerField()),
                (
                    "way",
                    models.CharField(
                        choices=[("sms", "短信"), ("wechat", "微信"), ("mail", "电子邮件"), ("phone", "电话")],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "ask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="touches", to="asking.ask"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["person_index", "-at"], name="asking_touch_person"),
                    models.Index(fields=["subject_kind", "subject_id", "at"], name="asking_touch_subject"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["sms", "wechat", "mail", "phone"])),
                        name="asking_touch_way_known",
                    )
                ],
            },
        ),
    ]
