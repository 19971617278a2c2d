"""Figures by day and channel."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("centre", "0002_calls_seats_and_call_backs")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("channel", models.CharField(blank=True, max_length=40)),
                ("is_sealed", models.BooleanField(default=False)),
                ("taken_in", models.PositiveIntegerField(default=0)),
                ("direct", models.PositiveIntegerField(default=0)),
                ("diverted", models.PositiveIntegerField(default=0)),
                ("answered", models.PositiveIntegerField(default=0)),
                ("on_time", models.PositiveIntegerField(default=0)),
                ("late", models.PositiveIntegerField(default=0)),
                ("withdrawn", models.PositiveIntegerField(default=0)),
                ("counted_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-day", "channel", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=["day", "channel", "is_sealed"], name="tally_once_a_day"),
                    models.CheckConstraint(
                        condition=Q(answered__gte=F("on_time") + F("late")), name="tally_answered_in_parts"
                    ),
                ],
            },
        ),
    ]
