"""A password that somebody else gave lasts for days and opens one thing: the choice of an own one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0002_first_answers")]

    operations = [
        migrations.AddField("account", "temporary_until", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("account", "held_at", models.DateTimeField(blank=True, null=True)),
    ]
