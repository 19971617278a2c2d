"""What ended on a day is found by it: figures by day are counted again every ten minutes."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """An order that a file enters when it ends."""

    dependencies = [("casework", "0013_who_may_read_along")]

    operations = [
        migrations.AddIndex(
            "case", models.Index(fields=["closed_at"], name="case_ended_when", condition=Q(closed_at__isnull=False))
        ),
    ]
