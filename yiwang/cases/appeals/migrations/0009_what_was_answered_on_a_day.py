"""What was answered on a day is found by it: figures by day are counted again every ten minutes."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """An order that a reply enters when it is approved."""

    dependencies = [("appeals", "0008_a_filter_may_be_shared")]

    operations = [
        migrations.AddIndex(
            "reply", models.Index(fields=["decided_at"], name="reply_answered", condition=Q(state="approved"))
        ),
    ]
