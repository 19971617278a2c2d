"""Pages that somebody is sent the address of, and the envelopes of their answers."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import yiwang.kit.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("counter", "0010_whether_an_answer_helped"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=32, unique=True)),
                ("body", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("made_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
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
                            "review",
                            "publishing",
                            "incoming",
                            "my_data",
                            "data_request",
                            "copy_fetched",
                            "helpful",
                            "rating",
                            "window_rating",
                            "forgotten",
                        ],
                    )
                ),
                name="counter_envelope_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("is_waiting", True)), fields=["id"], name="counter_invitation_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["until"], name="counter_invitation_until"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="wake_the_relay_for_invitations",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."is_waiting")',
                    func="PERFORM pg_notify('yiwang_projections', ''); RETURN NULL;",
                    hash="eaf47cd7d75c74e99a742af4eee0b0927b373977",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_wake_the_relay_for_invitations_8249b",
                    table="counter_invitation",
                    when="AFTER",
                ),
            ),
        ),
    ]
