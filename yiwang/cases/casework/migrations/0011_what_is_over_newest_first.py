"""What is over, newest first: a list of it does not walk over all that is still to be done."""

from django.db import migrations, models
from django.db.models import Q

_ENDED = Q(closed_at__isnull=False)


class Migration(migrations.Migration):
    """Two orders that a file enters when it ends, not when it comes in."""

    dependencies = [("casework", "0010_words_know_unit_and_month")]

    operations = [
        migrations.AddIndex(
            "case", models.Index(fields=["-registered_at", "-id"], name="case_ended_newest", condition=_ENDED)
        ),
        migrations.AddIndex(
            "case",
            models.Index(fields=["unit", "-registered_at", "-id"], name="case_ended_unit_newest", condition=_ENDED),
        ),
    ]
