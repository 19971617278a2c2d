"""What a machine brings to the portal's door crosses as an envelope of its own kind."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Widens `counter_envelope_kind`."""

    dependencies = [("counter", "0006_published_answers")]

    operations = [
        migrations.RemoveConstraint(model_name="envelope", name="counter_envelope_kind"),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "submission", "phone_code", "read", "dispute", "withdrawal", "answer", "supplement", "urge",
                        "publishing", "incoming", "forgotten",
                    ]
                ),
                name="counter_envelope_kind",
            ),
        ),
    ]  # fmt: skip
