"""An index of what a table has yet to decide about: a handful of rows among a million, asked for four times a second."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_papers_and_sealed_results")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddIndex(
            "application",
            models.Index(
                condition=Q(is_instant=True, decided_at=None, accepted_at=None), fields=["submitted_at"],
                name="applications_instant_open",
            ),
        ),
    ]  # fmt: skip
