"""None"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.clock
import yiwang.kit.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_other_systems_and_their_answers"),
        ("messaging", "0001_outbox_and_inbox"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=12, unique=True)),
                ("url", models.CharField(max_length=500)),
                (
                    "events",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None),
                ),
                ("secret", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("old_secret", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("old_secret_until", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("created_by", models.CharField(max_length=120)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("stopped_why", models.CharField(blank=True, max_length=20)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("rests_until", models.DateTimeField(null=True)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.apiclient"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("events", []), _negated=True), name="messaging_hook_wants_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
                ("event", models.CharField(max_length=80)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=40)),
                ("body", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待推送"),
                            ("sending", "正在推送"),
                            ("delivered", "已送达"),
                            ("parked", "多次未成，已搁置"),
                        ],
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(null=True)),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=20)),
                ("created_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("delivered_at", models.DateTimeField(null=True)),
                (
                    "hook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="messaging.hook"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_try_at", "id"],
                        name="messaging_hooks_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "sending"])),
                        fields=["hook", "subject_kind", "subject_id", "id"],
                        name="messaging_hooks_in_order",
                    ),
                    models.Index(fields=["hook", "-id"], name="messaging_hooks_newest"),
                    models.Index(fields=["created_at", "id"], name="messaging_hooks_created"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sending", "delivered", "parked"])),
                        name="messaging_hook_state",
                    )
                ],
            },
        ),
    ]
