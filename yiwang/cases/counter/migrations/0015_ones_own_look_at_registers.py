"""What people ask the registers about themselves: a row inside for half an hour, and the envelope that brings it."""

from django.db import migrations, models
from django.db.models import Q

import yiwang.kit.crypto

KINDS = [
    "submission", "application", "correction", "supply", "phone_code", "read", "dispute", "withdrawal", "answer", "supplement",
    "urge", "review", "publishing", "incoming", "my_data", "data_request", "copy_fetched", "own_query", "helpful", "rating",
    "window_rating", "forgotten",
]  # fmt: skip
ASKED = [("vehicle", "机动车"), ("licence", "驾驶证"), ("violations", "交通违法")]
STATES = [
    ("asked", "正在查"), ("found", "查到了"), ("absent", "没有记录"), ("unproved", "没有核对上"), ("too_many", "今天查得太多"),
    ("failed", "没有查成"),
]  # fmt: skip


class Migration(migrations.Migration):
    """Adds `counter_ownquery` and widens `counter_envelope_kind`."""

    dependencies = [("counter", "0014_results_anybody_may_check")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="envelope", name="counter_envelope_kind"),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(condition=Q(kind__in=KINDS), name="counter_envelope_kind"),
        ),
        migrations.CreateModel(
            name="OwnQuery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nonce", models.CharField(max_length=80, unique=True)),
                ("phone_index", models.CharField(max_length=32)),
                ("kind", models.CharField(choices=ASKED, max_length=12)),
                ("state", models.CharField(choices=STATES, max_length=12)),
                ("wish", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("facts", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("asked_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "indexes": [
                    models.Index(fields=["phone_index", "asked_at"], name="counter_own_of_phone"),
                    models.Index(fields=["until"], name="counter_own_over"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(kind__in=["vehicle", "licence", "violations"]), name="counter_own_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=Q(state__in=["asked", "found", "absent", "unproved", "too_many", "failed"]),
                        name="counter_own_state_known",
                    ),
                ],
            },
        ),
    ]
