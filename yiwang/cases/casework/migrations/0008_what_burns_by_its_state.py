"""What waits in one state by its due moment: a list of one state is read in order and ends early."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """One more small index over open files."""

    dependencies = [("casework", "0007_what_waits_by_its_state")]

    operations = [
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["state", "due_at", "id"],
                name="case_to_do_state_due",
                condition=Q(replied_at__isnull=True, closed_at__isnull=True),
            ),
        )
    ]
