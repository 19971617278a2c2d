"""What may not be destroyed, and orders to destroy."""

import django.contrib.postgres.fields
from django.db import migrations, models

import yiwang.kit.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(max_length=60)),
                ("subject_id", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=40)),
                ("ground", models.CharField(max_length=200)),
                ("by", models.CharField(max_length=120)),
                ("at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("lift_ground", models.CharField(blank=True, max_length=200)),
                ("lifted_by", models.CharField(blank=True, max_length=120)),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("subject_kind", "subject_id"),
                        name="keeping_hold_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True), name="keeping_hold_has_ground"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_at", None),
                            models.Q(
                                models.Q(("lift_ground", ""), _negated=True), models.Q(("lifted_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="keeping_hold_lifted_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=80, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "一个人的信息"), ("thing", "一件的文字"), ("term", "保管期满的一批")],
                        max_length=8,
                    ),
                ),
                ("ground", models.CharField(max_length=200)),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                    ),
                ),
                (
                    "digests",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), blank=True, default=list, size=None
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40)),
                ("keeper", models.CharField(blank=True, max_length=40)),
                ("before", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "待批准"),
                            ("approved", "已批准，正在执行"),
                            ("refused", "未批准"),
                            ("done", "已执行"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("asked_by", models.CharField(max_length=64)),
                ("asked_label", models.CharField(max_length=120)),
                ("asked_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("decided_by", models.CharField(blank=True, max_length=64)),
                ("decided_label", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("counts", models.JSONField(default=dict)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["person", "thing", "term"])), name="keeping_order_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "approved", "refused", "done"])),
                        name="keeping_order_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True), models.Q(("ground", ""), _negated=True)
                        ),
                        name="keeping_order_has_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "asked"),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="keeping_order_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True), ("digests", []), _connector="OR"
                        ),
                        name="keeping_order_forgets_digests",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "term"), _negated=True),
                            models.Q(models.Q(("keeper", ""), _negated=True), ("before__isnull", False)),
                            _connector="OR",
                        ),
                        name="keeping_order_term_of_what",
                    ),
                ],
            },
        ),
    ]
