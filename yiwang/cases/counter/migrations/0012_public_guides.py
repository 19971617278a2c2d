"""Guides to services that anybody may read."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("counter", "0011_pages_that_somebody_is_sent"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="PublicGuide",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("name_en", models.CharField(blank=True, max_length=200)),
                ("line", models.CharField(blank=True, max_length=40)),
                ("theme", models.CharField(blank=True, max_length=60)),
                (
                    "life_events",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("is_online", models.BooleanField(default=False)),
                ("body", models.JSONField(null=True)),
                ("terms", models.JSONField(default=list)),
                ("found_by", models.BinaryField(blank=True, default=b"")),
                ("is_gone", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField()),
                ("is_waiting", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["name", "key", "id"],
                "indexes": [
                    models.Index(condition=models.Q(("is_waiting", True)), fields=["id"], name="counter_guide_waiting")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicguide",
            trigger=pgtrigger.compiler.Trigger(
                name="wake_the_relay_for_guides",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."is_waiting")',
                    func="PERFORM pg_notify('yiwang_projections', ''); RETURN NULL;",
                    hash="509a282d6d98d22776e2afa9ab6322732a7065c6",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_wake_the_relay_for_guides_c17aa",
                    table="counter_publicguide",
                    when="AFTER",
                ),
            ),
        ),
    ]
