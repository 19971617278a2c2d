"""Who looked at one's own data, copies fetched once, and the envelopes that ask for both."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import yiwang.kit.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("counter", "0007_machines_bring_messages"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Handout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=43, unique=True)),
                ("phone_index", models.CharField(max_length=32)),
                ("request_id", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=80)),
                ("mime", models.CharField(max_length=60)),
                ("data", yiwang.kit.crypto.EncryptedBytesField(blank=True, default=b"")),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("is_waiting", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="PersonalView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone_index", models.CharField(max_length=32, unique=True)),
                ("body", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("updated_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(null=True)),
                ("is_waiting", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="envelope",
            name="counter_envelope_kind",
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "submission",
                            "phone_code",
                            "read",
                            "dispute",
                            "withdrawal",
                            "answer",
                            "supplement",
                            "urge",
                            "publishing",
                            "incoming",
                            "my_data",
                            "data_request",
                            "copy_fetched",
                            "forgotten",
                        ],
                    )
                ),
                name="counter_envelope_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="handout",
            index=models.Index(condition=models.Q(("is_waiting", True)), fields=["id"], name="counter_handout_waiting"),
        ),
        migrations.AddIndex(
            model_name="handout",
            index=models.Index(fields=["expires_at"], name="counter_handout_over"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handout",
            trigger=pgtrigger.compiler.Trigger(
                name="wake_the_relay_for_handouts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."is_waiting")',
                    func="PERFORM pg_notify('yiwang_projections', ''); RETURN NULL;",
                    hash="c546aad057a426afdbfd6709ea7ddb781be7a7b1",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_wake_the_relay_for_handouts_06e67",
                    table="counter_handout",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="personalview",
            index=models.Index(
                condition=models.Q(("is_waiting", True)), fields=["id"], name="counter_personal_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="personalview",
            index=models.Index(fields=["updated_at"], name="counter_personal_updated"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personalview",
            trigger=pgtrigger.compiler.Trigger(
                name="wake_the_relay_for_views",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."is_waiting")',
                    func="PERFORM pg_notify('yiwang_projections', ''); RETURN NULL;",
                    hash="23ef1de7af5dba2c64ac4a578e0c72f41895d545",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_wake_the_relay_for_views_4022e",
                    table="counter_personalview",
                    when="AFTER",
                ),
            ),
        ),
    ]
