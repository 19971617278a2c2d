"""督办单 and what units report on them: new, empty tables."""

import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.crypto
import yiwang.quality.supervision.states.orders


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0019_notes_of_secret_files_are_encrypted"),
        ("organisation", "0004_deputies_and_duty_roster"),
        ("supervision", "0001_nudges_explanations_cards_and_alerts"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(blank=True, max_length=12)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("serial", models.PositiveIntegerField(null=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("hand", "人工立项"),
                            ("instruction", "领导批示"),
                            ("callback", "三级回访后立项"),
                            ("topic", "热点"),
                            ("alert", "预警单逾期"),
                            ("late", "超期说明逾期"),
                        ],
                        max_length=12,
                    ),
                ),
                ("about_kind", models.CharField(blank=True, db_collation="C", max_length=60)),
                ("about_id", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "待签发"),
                            ("signed", "待送达"),
                            ("served", "待签收"),
                            ("acknowledged", "办理中"),
                            ("reported", "待审核"),
                            ("accepted", "待解除"),
                            ("lifted", "已解除"),
                            ("dropped", "已撤销"),
                        ],
                        default=yiwang.quality.supervision.states.orders.OrderState["DRAFTED"],
                        max_length=12,
                    ),
                ),
                ("title", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("matter", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("demand", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("served_at", models.DateTimeField(null=True)),
                ("ack_by", models.DateTimeField(null=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("report_by", models.DateTimeField(null=True)),
                ("escalated_at", models.DateTimeField(null=True)),
                ("why", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "acknowledged_by",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="casework.case",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
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
                    "signer",
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
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["unit", "-at", "-id"], name="supervision_order_unit"),
                    models.Index(fields=["from_unit", "-at", "-id"], name="supervision_order_from"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("serial__isnull", False)),
                        fields=("year", "serial"),
                        name="supervision_order_number_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("about_kind", ""), _negated=True), models.Q(("state", "dropped"), _negated=True)
                        ),
                        fields=("about_kind", "about_id"),
                        name="supervision_order_once_a_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "drafted",
                                    "signed",
                                    "served",
                                    "acknowledged",
                                    "reported",
                                    "accepted",
                                    "lifted",
                                    "dropped",
                                ],
                            )
                        ),
                        name="supervision_order_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["hand", "instruction", "callback", "topic", "alert", "late"])
                        ),
                        name="supervision_order_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about_id__isnull", True), ("about_kind", ""), ("source", "hand")),
                            models.Q(
                                models.Q(("source", "hand"), _negated=True),
                                models.Q(("about_kind", ""), _negated=True),
                                ("about_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="supervision_order_about",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["drafted", "dropped"]),
                            models.Q(
                                ("serial__isnull", False),
                                ("signed_at__isnull", False),
                                ("signer__isnull", False),
                                ("year__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="supervision_order_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state__in", ["lifted", "dropped"])),
                            models.Q(
                                models.Q(("state__in", ["lifted", "dropped"]), _negated=True),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="supervision_order_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("at", models.DateTimeField()),
                ("is_enough", models.BooleanField(null=True)),
                ("why", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="supervision.order"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_enough__isnull", True)),
                        fields=("order",),
                        name="supervision_report_one_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("is_enough__isnull", True)),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("is_enough__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="supervision_report_decided",
                    ),
                ],
            },
        ),
    ]
