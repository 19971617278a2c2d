"""Orders in which long lists are read: what is still to be done by its due moment, everywhere and by unit, and what is urgent."""

from django.db import migrations, models
from django.db.models import Q

_TO_DO = Q(replied_at__isnull=True, closed_at__isnull=True)


class Migration(migrations.Migration):
    """Small indexes over open files only: most files of a grown house are closed."""

    dependencies = [("casework", "0004_words_to_find_files_by")]

    operations = [
        migrations.AddIndex("case", models.Index(fields=["due_at", "id"], name="case_to_do_due", condition=_TO_DO)),
        migrations.AddIndex(
            "case", models.Index(fields=["unit", "due_at", "id"], name="case_to_do_unit_due", condition=_TO_DO)
        ),
        migrations.AddIndex(
            "case", models.Index(fields=["due_at"], name="case_urgent", condition=Q(priority="urgent"))
        ),
    ]
