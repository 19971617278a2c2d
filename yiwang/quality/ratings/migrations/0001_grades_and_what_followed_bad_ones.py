"""Ratings, what bad ones set in motion, and points to rate at: new, empty tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0020_numbers_have_one_index"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Point",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=12, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("window", "窗口"),
                            ("hall", "办事大厅"),
                            ("nearby", "就近办点位"),
                            ("self_service", "自助设备"),
                        ],
                        max_length=14,
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("is_on", models.BooleanField(default=True)),
                ("at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["unit", "name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "name"), name="rating_point_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["window", "hall", "nearby", "self_service"])),
                        name="rating_point_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(db_collation="C", max_length=60)),
                ("subject_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("real", "实际评价"), ("default", "默认评价")], default="real", max_length=8
                    ),
                ),
                (
                    "grade",
                    models.CharField(
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
                ("ask", models.BigIntegerField(null=True)),
                ("words", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("visit_index", models.CharField(blank=True, max_length=32)),
                ("at", models.DateTimeField()),
                (
                    "again",
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
                ("again_at", models.DateTimeField(null=True)),
                ("contest_until", models.DateTimeField(null=True)),
                (
                    "left_out",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("enforcement", "执法办案类"),
                            ("mediation", "调解类"),
                            ("lawful", "按法定途径办理"),
                            ("secret", "密封或者举报保密"),
                            ("contested", "经复核是误评、恶意评价"),
                        ],
                        max_length=12,
                    ),
                ),
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
                    "point",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ratings.point",
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
                    models.Index(fields=["unit", "-at", "-id"], name="rating_unit_newest"),
                    models.Index(fields=["-at", "-id"], name="rating_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("subject_kind", "subject_id"), name="rating_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("visit_index", ""), _negated=True),
                        fields=("point", "visit_index"),
                        name="rating_once_a_visit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["real", "default"])), name="rating_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "grade__in",
                                ["very_satisfied", "satisfied", "fairly", "dissatisfied", "very_dissatisfied"],
                            )
                        ),
                        name="rating_grade_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_out", ""),
                            ("left_out__in", ["enforcement", "mediation", "lawful", "secret", "contested"]),
                            _connector="OR",
                        ),
                        name="rating_left_out_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("again", ""), ("again_at__isnull", False), _connector="OR"),
                        name="rating_again_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "default"), models.Q(("door", ""), _negated=True), _connector="OR"),
                        name="rating_came_by_a_door",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待复核"), ("upheld", "成立，不计入"), ("dismissed", "不成立，照常计入")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("ground", models.CharField(choices=[("mistaken", "误评"), ("malicious", "恶意评价")], max_length=10)),
                ("proof", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("salt", models.CharField(max_length=32)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "rating",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contest", to="ratings.rating"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "upheld", "dismissed"])), name="contest_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["mistaken", "malicious"])), name="contest_ground_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="contest_decided_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rectification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待整改"),
                            ("reported", "已整改，待复评"),
                            ("settled", "复评满意"),
                            ("unsettled", "复评仍不满意"),
                            ("unrated", "已整改，未复评"),
                            ("dropped", "不再整改"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "call",
                    models.CharField(
                        choices=[
                            ("waiting", "等待回访"),
                            ("made", "已回访"),
                            ("unreached", "联系不上"),
                            ("impossible", "没有可以联系的方式"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("turn", models.PositiveSmallIntegerField(default=1)),
                (
                    "measure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("at_once", "立行立改"),
                            ("scheduled", "列入台账，限期整改"),
                            ("explained", "解释说明"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("reported_at", models.DateTimeField(null=True)),
                ("called_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "rating",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rectification", to="ratings.rating"
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
            ],
            options={
                "ordering": ["due_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["due_at", "id"], name="rectification_open"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "reported", "settled", "unsettled", "unrated", "dropped"])
                        ),
                        name="rectification_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("call__in", ["waiting", "made", "unreached", "impossible"])),
                        name="rectification_call_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("turn__gte", 1)), name="rectification_turn_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["reported", "settled", "unsettled", "unrated"]), _negated=True),
                            models.Q(("reported_at__isnull", False), models.Q(("measure", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="rectification_says_what",
                    ),
                ],
            },
        ),
    ]
