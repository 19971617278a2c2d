"""Each long list has one order and one index for it: what is to do by its due moment, what is over newest first."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

_TO_DO = Q(replied_at__isnull=True, closed_at__isnull=True)
_ANSWERED = Q(replied_at__isnull=False, closed_at__isnull=True)


def _key(to: str) -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to
    )


class Migration(migrations.Migration):
    """Takes away the indexes that no list follows any more, those of the bare keys too: each stood before another."""

    dependencies = [("casework", "0005_orders_for_long_lists")]

    operations = [
        migrations.AddIndex(
            "case", models.Index(fields=["officer", "due_at", "id"], name="case_to_do_officer_due", condition=_TO_DO)
        ),
        migrations.AddIndex("case", models.Index(fields=["replied_at"], name="case_answered", condition=_ANSWERED)),
        migrations.AddIndex(
            "case", models.Index(fields=["supervising_unit", "-registered_at", "-id"], name="case_supervising_newest")
        ),
        migrations.AddIndex(
            "case", models.Index(fields=["officer", "-registered_at", "-id"], name="case_officer_newest")
        ),
        migrations.RemoveIndex("case", "case_unit_state_due"),
        migrations.RemoveIndex("case", "case_officer_state_due"),
        migrations.RemoveIndex("case", "case_supervising_state"),
        migrations.RemoveIndex("case", "case_state_due"),
        migrations.AlterField("case", "officer", _key("organisation.officer")),
        migrations.AlterField("case", "supervising_unit", _key("organisation.unit")),
        migrations.AlterField("case", "unit", _key("organisation.unit")),
    ]
