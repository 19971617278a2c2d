"""A unit's closing is set for a day and carried out after it; an officer leaves for good, or is suspended."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_units_officers_posts")]

    operations = [
        migrations.AddField("unit", "closed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("officer", "left_on", models.DateField(blank=True, null=True)),
        migrations.AddConstraint(
            "unit",
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(valid_to__isnull=False),
                name="organisation_unit_closed_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            "officer",
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(is_active=False), name="organisation_officer_left_is_inactive"
            ),
        ),
    ]
