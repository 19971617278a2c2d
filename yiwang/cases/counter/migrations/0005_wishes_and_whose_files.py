"""Answers, supplements and urges are envelopes; a projection knows the blind index of the phone that may list it."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Widens `counter_envelope_kind`; adds `counter_projection.phone_index`, empty until somebody has looked."""

    dependencies = [("counter", "0004_waking_for_what_is_waited_for")]

    operations = [
        migrations.RemoveConstraint(model_name="envelope", name="counter_envelope_kind"),
        migrations.AddField(
            model_name="projection", name="phone_index", field=models.CharField(max_length=32, null=True)
        ),
        migrations.AddIndex(
            model_name="envelope",
            index=models.Index(
                condition=Q(Q(("trouble", ""), _negated=True), ("taken_at__isnull", False)), fields=["number", "-id"],
                name="counter_envelope_in_vain",
            ),
        ),
        migrations.AddIndex(
            model_name="projection",
            index=models.Index(condition=Q(phone_index__gt=""), fields=["phone_index", "-id"], name="counter_projection_phone"),
        ),
        migrations.AddIndex(
            model_name="projection",
            index=models.Index(condition=Q(phone_index=None), fields=["id"], name="counter_projection_no_phone"),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "submission", "phone_code", "read", "dispute", "withdrawal", "answer", "supplement", "urge", "forgotten",
                    ]
                ),
                name="counter_envelope_kind",
            ),
        ),
    ]  # fmt: skip
