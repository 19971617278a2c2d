"""Officers a file is kept from, and the lawful track it is on; both with a default of the database, so that no row is written."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models import Q

TRACKS = ["appeal", "petition", "crime", "disclosure", "review", "discipline"]


class Migration(migrations.Migration):
    """Two columns and the list of what one of them may hold."""

    dependencies = [("casework", "0014_what_ended_on_a_day")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField(
            "case",
            "excluded_officers",
            ArrayField(models.IntegerField(), blank=True, db_default=[], default=list),
        ),
        migrations.AddField("case", "track", models.CharField(db_default="appeal", default="appeal", max_length=20)),
        migrations.AddConstraint(
            "case", models.CheckConstraint(condition=Q(track__in=TRACKS), name="case_track_known")
        ),
    ]
