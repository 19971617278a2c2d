"""Units that were closed before closings had a day of their own: nothing is left to carry out for them."""

from typing import Any

from django.db import migrations
from django.db.models.functions import Now


def carried_out(apps: Any, schema_editor: Any) -> None:
    apps.get_model("organisation", "Unit").objects.filter(valid_to__isnull=False).update(closed_at=Now())


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_closing_days_and_leaving")]

    operations = [migrations.RunPython(carried_out, migrations.RunPython.noop)]
