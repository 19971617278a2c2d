"""Whether an answer of 问一问 helped crosses as an envelope of its own kind."""

from django.db import migrations, models
from django.db.models import Q

KINDS = [
    "submission", "phone_code", "read", "dispute", "withdrawal", "answer", "supplement", "urge", "review", "publishing",
    "incoming", "my_data", "data_request", "copy_fetched", "helpful", "forgotten",
]  # fmt: skip


class Migration(migrations.Migration):
    """Widens `counter_envelope_kind`."""

    dependencies = [("counter", "0009_a_review_is_asked_for")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="envelope", name="counter_envelope_kind"),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(condition=Q(kind__in=KINDS), name="counter_envelope_kind"),
        ),
    ]
