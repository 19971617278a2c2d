"""Other platforms, their orders, what they say of them and what they are told."""

import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.clock
import yiwang.kit.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0013_who_may_read_along"),
        ("channels", "0001_what_was_asked_back_and_what_is_to_be_posted"),
    ]

    operations = [
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=30, unique=True)),
                ("name", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[("hotline", "12345热线平台"), ("province", "省厅平台"), ("petition", "网上信访")],
                        max_length=10,
                    ),
                ),
                ("channel", models.CharField(max_length=40)),
                ("base_url", models.CharField(blank=True, max_length=300)),
                ("secret", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("old_secret", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("old_secret_until", models.DateTimeField(null=True)),
                ("is_on", models.BooleanField(default=False)),
                ("cursor", models.CharField(blank=True, max_length=200)),
                ("last_ok_at", models.DateTimeField(null=True)),
                ("trouble", models.CharField(blank=True, max_length=20)),
                ("trouble_at", models.DateTimeField(null=True)),
                ("heard_at", models.DateTimeField(null=True)),
                ("refused_why", models.CharField(blank=True, max_length=12)),
                ("refused_at", models.DateTimeField(null=True)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("created_by", models.CharField(max_length=120)),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["hotline", "province", "petition"])), name="partner_kind_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="partner_has_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("external_id", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "在办"),
                            ("returning", "已退单，等对方决定"),
                            ("returned", "对方已收回"),
                            ("answered", "已答复"),
                            ("closed", "已结束"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("ordered_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("taken_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("category_code", models.CharField(blank=True, max_length=60)),
                ("raw", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                (
                    "extension",
                    models.CharField(
                        choices=[
                            ("none", "没有申请"),
                            ("asked", "等对方决定"),
                            ("granted", "对方已同意"),
                            ("refused", "对方没有同意"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                ("last_seq", models.PositiveIntegerField(default=0)),
                ("rating", models.PositiveSmallIntegerField(null=True)),
                ("rated_at", models.DateTimeField(null=True)),
                ("warned_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="order", to="casework.case"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="channels.partner"
                    ),
                ),
            ],
            options={
                "ordering": ["-taken_at", "-id"],
                "indexes": [
                    models.Index(condition=models.Q(("state", "open")), fields=["due_at", "id"], name="order_open_due")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("partner", "external_id"), name="order_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "returning", "returned", "answered", "closed"])),
                        name="order_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("extension__in", ["none", "asked", "granted", "refused"])),
                        name="order_extension_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rating__isnull", True), ("rating__range", (1, 5)), _connector="OR"),
                        name="order_rating_of_five",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("external_id", models.CharField(max_length=80)),
                ("order_name", models.CharField(blank=True, max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rating", "评价"),
                            ("extension_decision", "延期批复"),
                            ("hand_back_decision", "退单批复"),
                            ("urge", "催办"),
                            ("withdrawal", "撤单"),
                            ("redispatch", "重办"),
                            ("supplement", "补充"),
                            ("unreadable", "读不懂的来文"),
                        ],
                        max_length=20,
                    ),
                ),
                ("seq", models.PositiveIntegerField(null=True)),
                ("body", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等前面的"),
                            ("applied", "已办"),
                            ("ignored", "不用办"),
                            ("held", "要人看"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("came_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="channels.order",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="channels.partner"
                    ),
                ),
            ],
            options={
                "ordering": ["came_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["came_at", "id"], name="notice_waiting"
                    ),
                    models.Index(condition=models.Q(("state", "held")), fields=["came_at"], name="notice_held"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("partner", "external_id"), name="notice_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "rating",
                                    "extension_decision",
                                    "hand_back_decision",
                                    "urge",
                                    "withdrawal",
                                    "redispatch",
                                    "supplement",
                                    "unreadable",
                                ],
                            )
                        ),
                        name="notice_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "applied", "ignored", "held"])),
                        name="notice_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nonce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=yiwang.kit.clock.now)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="channels.partner"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["at"], name="nonce_at")],
                "constraints": [models.UniqueConstraint(fields=("partner", "value"), name="nonce_once")],
            },
        ),
        migrations.CreateModel(
            name="Mapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("body", models.JSONField(default=dict)),
                ("note", models.CharField(blank=True, max_length=120)),
                ("made_by", models.CharField(max_length=120)),
                ("made_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mappings", to="channels.partner"
                    ),
                ),
            ],
            options={
                "ordering": ["-version", "-id"],
                "constraints": [models.UniqueConstraint(fields=("partner", "version"), name="mapping_numbered")],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
                ("seq", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "接收回执"),
                            ("progress", "办理进展"),
                            ("extension", "延期申请"),
                            ("hand_back", "退单"),
                            ("result", "办理结果"),
                            ("reopened", "重新办理"),
                            ("withdrawn", "诉求人撤回"),
                            ("closed", "办结"),
                        ],
                        max_length=10,
                    ),
                ),
                ("body", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待回传"),
                            ("sending", "正在回传"),
                            ("taken", "对方已收"),
                            ("parked", "多次未成，已搁置"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("trouble", models.CharField(blank=True, max_length=20)),
                ("owed_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="channels.order"
                    ),
                ),
            ],
            options={
                "ordering": ["order_id", "seq", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "sending"])),
                        fields=["next_try_at", "id"],
                        name="report_on_the_way",
                    ),
                    models.Index(
                        condition=models.Q(("state", "parked")), fields=["owed_at", "id"], name="report_parked"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "seq"), name="report_numbered"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "receipt",
                                    "progress",
                                    "extension",
                                    "hand_back",
                                    "result",
                                    "reopened",
                                    "withdrawn",
                                    "closed",
                                ],
                            )
                        ),
                        name="report_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sending", "taken", "parked"])),
                        name="report_state_known",
                    ),
                ],
            },
        ),
    ]
