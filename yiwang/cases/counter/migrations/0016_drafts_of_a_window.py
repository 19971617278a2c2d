"""Whose unfinished application a draft of a window is, and when it was laid aside."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds `officer` and `dropped_at` to `counter_draft`."""

    dependencies = [("counter", "0015_ones_own_look_at_registers")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField(model_name="draft", name="officer", field=models.BigIntegerField(null=True)),
        migrations.AddField(model_name="draft", name="dropped_at", field=models.DateTimeField(null=True)),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                condition=Q(is_sent=False, officer__isnull=False), fields=["officer", "-touched_at"],
                name="counter_draft_of_officer",
            ),
        ),
    ]  # fmt: skip
