"""Asking and Posting: what a sender was asked back, and texts for editors."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0013_who_may_read_along"),
        ("messaging", "0004_incoming_and_new_ways"),
    ]

    operations = [
        migrations.CreateModel(
            name="Asking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("which", "问是哪一件"),
                            ("rate", "问对答复满不满意"),
                            ("withdraw", "问是不是真要撤回"),
                        ],
                        max_length=10,
                    ),
                ),
                ("cases", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("asked_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "incoming",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="messaging.incoming"
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["which", "rate", "withdraw"])), name="channels_asking_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cases", []), _negated=True), name="channels_asking_names_a_file"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(choices=[("receipt", "告知已登记"), ("answer", "答复")], max_length=10),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("text", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待发布"), ("posted", "已发布"), ("dropped", "不发布")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("link", models.CharField(blank=True, max_length=300)),
                ("reason", models.CharField(blank=True, max_length=120)),
                ("made_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "incoming",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="messaging.incoming",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["made_at", "id"],
                        name="channels_posting_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "kind", "round"), name="channels_posting_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["receipt", "answer"])), name="channels_posting_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "posted", "dropped"])),
                        name="channels_posting_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "posted"), _negated=True),
                            models.Q(("link", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="channels_posting_has_a_link",
                    ),
                ],
            },
        ),
    ]
