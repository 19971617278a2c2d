"""What waits in one state, the oldest first: the queue of whoever gives files out, and the figures of a desk."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """One more small index over open files."""

    dependencies = [("casework", "0006_closed_files_are_read_newest_first")]

    operations = [
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["state", "registered_at", "id"],
                name="case_to_do_state_since",
                condition=Q(replied_at__isnull=True, closed_at__isnull=True),
            ),
        )
    ]
