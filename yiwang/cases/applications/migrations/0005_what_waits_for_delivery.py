"""An index of what is decided and not handed over yet: few rows, listed by officers."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("applications", "0004_what_a_table_decides_now")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddIndex(
            "application",
            models.Index(
                condition=Q(decided_at__isnull=False, finished_at=None), fields=["decided_at", "case"],
                name="applications_to_deliver",
            ),
        ),
    ]  # fmt: skip
