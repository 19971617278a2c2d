"""Applications, corrections of them and what is handed in later cross as envelopes of their own kinds."""

from django.db import migrations, models
from django.db.models import Q

KINDS = [
    "submission", "application", "correction", "supply", "phone_code", "read", "dispute", "withdrawal", "answer", "supplement",
    "urge", "review", "publishing", "incoming", "my_data", "data_request", "copy_fetched", "helpful", "rating", "window_rating",
    "forgotten",
]  # fmt: skip


class Migration(migrations.Migration):
    """Widens `counter_envelope_kind`."""

    dependencies = [("counter", "0012_public_guides")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="envelope", name="counter_envelope_kind"),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(condition=Q(kind__in=KINDS), name="counter_envelope_kind"),
        ),
    ]
