"""Applications are counted beside appeals: constant defaults, no rewrite; the nightly count fills the days that stand."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("centre", "0003_figures_by_day_and_channel")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        *(
            migrations.AddField(
                model_name="tally", name=name, field=models.PositiveIntegerField(default=0, db_default=0)
            )
            for name in ("filed", "decided", "decided_on_time", "decided_late", "undecided")
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.CheckConstraint(
                condition=Q(decided__gte=F("decided_on_time") + F("decided_late")), name="tally_decided_in_parts"
            ),
        ),
    ]
