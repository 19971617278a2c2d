"""Sealed results that anybody may check who holds the paper."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import yiwang.kit.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("counter", "0013_applications"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="PublicResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_index", models.CharField(max_length=32, unique=True)),
                ("number", models.CharField(max_length=24)),
                ("sha256", models.CharField(max_length=64)),
                ("body", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("data", yiwang.kit.crypto.EncryptedBytesField(blank=True, default=b"")),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField()),
                ("is_waiting", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_waiting", True)), fields=["id"], name="counter_result_waiting"
                    ),
                    models.Index(fields=["sha256"], name="counter_result_digest"),
                    models.Index(fields=["number"], name="counter_result_number"),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicresult",
            trigger=pgtrigger.compiler.Trigger(
                name="wake_the_relay_for_results",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."is_waiting")',
                    func="PERFORM pg_notify('yiwang_projections', ''); RETURN NULL;",
                    hash="61d689a735cdddc21ca3c843c0f22d96059cb7b1",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_wake_the_relay_for_results_0ff9a",
                    table="counter_publicresult",
                    when="AFTER",
                ),
            ),
        ),
    ]
