"""Who does not accept a decision asks for the next instance where they read it: one more kind of envelope."""

from django.db import migrations, models
from django.db.models import Q

_KINDS = [
    "submission", "phone_code", "read", "dispute", "withdrawal", "answer", "supplement", "urge", "review", "publishing",
    "incoming", "my_data", "data_request", "copy_fetched", "forgotten",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("counter", "0008_ones_own_data")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.RemoveConstraint("envelope", "counter_envelope_kind"),
        migrations.AddConstraint(
            "envelope", models.CheckConstraint(condition=Q(kind__in=_KINDS), name="counter_envelope_kind")
        ),
    ]
