"""The loop of call-backs of a file: new, empty tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.crypto
import yiwang.quality.callbacks.states


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0020_numbers_have_one_index"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Loop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[("two", "二级"), ("three", "三级"), ("final", "分管领导")],
                        default=yiwang.quality.callbacks.states.LoopLevel["TWO"],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("understand", "待了解"),
                            ("rework", "再办理"),
                            ("call", "待回访"),
                            ("sign", "待签批"),
                            ("joint", "会同调查"),
                            ("redo", "落实结论"),
                            ("final", "待最后处理"),
                            ("study", "专题研究"),
                            ("ordered", "督办立项"),
                            ("explain", "待书面说明"),
                            ("ended", "已终结"),
                            ("review", "终结复核"),
                            ("settled", "已认可"),
                            ("silent", "未回应，不再回访"),
                            ("left", "不再回访"),
                        ],
                        default=yiwang.quality.callbacks.states.LoopState["UNDERSTAND"],
                        max_length=12,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "依法能办的都已经办了"),
                            ("law", "这项要求没有法律依据"),
                            ("not_ours", "这项要求不归公安机关决定"),
                            ("facts", "查明的事实和反映的不一致"),
                        ],
                        max_length=12,
                    ),
                ),
                ("contest_until", models.DateTimeField(null=True)),
                ("is_contested", models.BooleanField(default=False)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "closed_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
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
                "ordering": ["-changed_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yiwang.quality.callbacks.states.LoopState["CALL"],
                                    yiwang.quality.callbacks.states.LoopState["EXPLAIN"],
                                    yiwang.quality.callbacks.states.LoopState["FINAL"],
                                    yiwang.quality.callbacks.states.LoopState["JOINT"],
                                    yiwang.quality.callbacks.states.LoopState["ORDERED"],
                                    yiwang.quality.callbacks.states.LoopState["REDO"],
                                    yiwang.quality.callbacks.states.LoopState["REVIEW"],
                                    yiwang.quality.callbacks.states.LoopState["REWORK"],
                                    yiwang.quality.callbacks.states.LoopState["SIGN"],
                                    yiwang.quality.callbacks.states.LoopState["STUDY"],
                                    yiwang.quality.callbacks.states.LoopState["UNDERSTAND"],
                                ],
                            )
                        ),
                        fields=["due_at", "id"],
                        name="callbacks_loop_live",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yiwang.quality.callbacks.states.LoopState["CALL"],
                                    yiwang.quality.callbacks.states.LoopState["EXPLAIN"],
                                    yiwang.quality.callbacks.states.LoopState["FINAL"],
                                    yiwang.quality.callbacks.states.LoopState["JOINT"],
                                    yiwang.quality.callbacks.states.LoopState["ORDERED"],
                                    yiwang.quality.callbacks.states.LoopState["REDO"],
                                    yiwang.quality.callbacks.states.LoopState["REVIEW"],
                                    yiwang.quality.callbacks.states.LoopState["REWORK"],
                                    yiwang.quality.callbacks.states.LoopState["SIGN"],
                                    yiwang.quality.callbacks.states.LoopState["STUDY"],
                                    yiwang.quality.callbacks.states.LoopState["UNDERSTAND"],
                                ],
                            )
                        ),
                        fields=["unit", "due_at", "id"],
                        name="callbacks_loop_unit",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "understand",
                                    "rework",
                                    "call",
                                    "sign",
                                    "joint",
                                    "redo",
                                    "final",
                                    "study",
                                    "ordered",
                                    "explain",
                                    "ended",
                                    "review",
                                    "settled",
                                    "silent",
                                    "left",
                                ],
                            )
                        ),
                        name="callbacks_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["two", "three", "final"])), name="callbacks_level_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), _negated=True),
                            models.Q(
                                models.Q(("ground", ""), _negated=True),
                                ("closed_by__isnull", False),
                                ("contest_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="callbacks_ended_with_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "move",
                    models.CharField(
                        choices=[
                            ("understand", "understand"),
                            ("follow_up", "follow_up"),
                            ("sign", "sign"),
                            ("conclude", "conclude"),
                            ("call_again", "call_again"),
                            ("order", "order"),
                            ("study", "study"),
                            ("report_study", "report_study"),
                            ("close", "close"),
                            ("uphold", "uphold"),
                            ("overturn", "overturn"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "level",
                    models.CharField(choices=[("two", "二级"), ("three", "三级"), ("final", "分管领导")], max_length=8),
                ),
                ("words", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("code", models.CharField(blank=True, max_length=12)),
                ("at", models.DateTimeField()),
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
                    "loop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="callbacks.loop"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("given_at", models.DateTimeField(null=True)),
                ("words", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                (
                    "loop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="callbacks.loop"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("loop", "unit"), name="callbacks_opinion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("given_at__isnull", True), ("officer__isnull", False), _connector="OR"),
                        name="callbacks_opinion_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "level",
                    models.CharField(choices=[("two", "二级"), ("three", "三级"), ("final", "分管领导")], max_length=8),
                ),
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
                ("is_late", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "loop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="turns", to="callbacks.loop"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_late", False)), fields=("loop", "round"), name="callbacks_turn_once"
                    )
                ],
            },
        ),
    ]
