"""Feeds, batches and services: new, empty tables."""

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
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call110", "110接处警"),
                            ("hukou", "户政"),
                            ("exit_entry", "出入境"),
                            ("vehicles", "车驾管"),
                            ("window", "窗口"),
                            ("case", "案件"),
                        ],
                        max_length=12,
                    ),
                ),
                ("client", models.CharField(blank=True, max_length=12)),
                ("is_active", models.BooleanField(default=True)),
                ("opened_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["code", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["call110", "hukou", "exit_entry", "vehicles", "window", "case"])
                        ),
                        name="served_feed_kind_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("client", ""), _negated=True),
                        fields=("client",),
                        name="served_feed_one_a_client",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("door", models.CharField(choices=[("file", "文件"), ("api", "接口")], max_length=4)),
                ("digest", models.CharField(max_length=64)),
                ("file_name", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("columns", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "进行中"), ("done", "已收完")], default="running", max_length=8
                    ),
                ),
                ("taken", models.PositiveIntegerField(default=0)),
                ("known", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("rejected", models.PositiveIntegerField(default=0)),
                ("faults", models.JSONField(default=list)),
                ("begun_by", models.CharField(max_length=120)),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="served.feed"
                    ),
                ),
            ],
            options={
                "ordering": ["-begun_at", "-id"],
                "indexes": [models.Index(fields=["-begun_at", "-id"], name="served_batch_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("feed", "digest"), name="served_batch_once_a_file"),
                    models.CheckConstraint(
                        condition=models.Q(("door__in", ["file", "api"])), name="served_batch_door_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["running", "done"])), name="served_batch_state_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=32)),
                ("item", models.CharField(blank=True, max_length=60)),
                ("point", models.CharField(blank=True, max_length=60)),
                ("served_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("phone", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("phone_index", models.CharField(blank=True, max_length=32)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), blank=True, default=list, size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待抽样"),
                            ("drawn", "抽中"),
                            ("not_drawn", "没有抽中"),
                            ("recent", "30天内已经问过"),
                            ("late", "办得太久，不再问"),
                            ("no_phone", "没有留电话"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("drawn_at", models.DateTimeField(null=True)),
                ("drawn_by", models.CharField(blank=True, max_length=40)),
                ("ask_at", models.DateTimeField(null=True)),
                ("ready_date", models.DateField(null=True)),
                ("told_date", models.DateField(null=True)),
                ("told_count", models.PositiveSmallIntegerField(default=0)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="served.batch",
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="served.feed",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-served_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["feed", "served_at", "id"],
                        name="served_service_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("phone_index", ""), _negated=True),
                        fields=["phone_index", "ask_at"],
                        name="served_service_person",
                    ),
                    models.Index(
                        condition=models.Q(("erased_at", None)),
                        fields=["received_at", "id"],
                        name="served_service_numbers",
                    ),
                    models.Index(fields=["feed", "received_at", "state"], name="served_service_counts"),
                    models.Index(fields=["unit", "served_at", "id"], name="served_service_unit"),
                    models.Index(
                        condition=models.Q(
                            ("erased_at", None),
                            ("ready_date__isnull", False),
                            models.Q(
                                ("told_date", None),
                                models.Q(("told_date", models.F("ready_date")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        fields=["id"],
                        name="served_service_to_tell",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("feed", "key"), name="served_service_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "drawn", "not_drawn", "recent", "late", "no_phone"])
                        ),
                        name="served_service_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ask_at__isnull", False), ("drawn_at__isnull", False), ("state", "drawn")),
                            models.Q(("state", "drawn"), _negated=True),
                            _connector="OR",
                        ),
                        name="served_service_drawn_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("erased_at", None), ("phone_index", ""), _connector="OR"),
                        name="served_service_erased_is_nobodys",
                    ),
                ],
            },
        ),
    ]
