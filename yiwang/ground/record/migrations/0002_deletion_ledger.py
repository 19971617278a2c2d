"""The ledger of what was deleted: what, how much, why, by whom."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0001_facts_heads_checkpoints"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Deletion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("actor_kind", models.CharField(max_length=12)),
                ("actor_id", models.CharField(blank=True, max_length=64)),
                ("actor_label", models.CharField(max_length=120)),
                ("on_behalf_of", models.CharField(blank=True, max_length=120)),
                ("door", models.CharField(blank=True, max_length=20)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("keeper", models.CharField(max_length=40)),
                ("cause", models.CharField(choices=[("term", "保管期满"), ("order", "依删除令")], max_length=8)),
                ("basis", models.CharField(max_length=120)),
                ("ground", models.CharField(max_length=200)),
                ("counts", models.JSONField()),
                ("keys_digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cause__in", ["term", "order"])), name="record_deletion_cause_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True), name="record_deletion_has_basis"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8de4d86968b2cf9cbf733a9ccb9a36346db3f4c4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_45321",
                    table="record_deletion",
                    when="BEFORE",
                ),
            ),
        ),
    ]
