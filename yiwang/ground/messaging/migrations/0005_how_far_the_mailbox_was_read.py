"""The bureau's mailbox remembers how far it was read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A new table, empty."""

    dependencies = [("messaging", "0004_incoming_and_new_ways")]

    operations = [
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, unique=True)),
                ("validity", models.BigIntegerField(default=0)),
                ("last_uid", models.BigIntegerField(default=0)),
                ("since", models.DateField(null=True)),
                ("looked_at", models.DateTimeField(null=True)),
                ("ok_at", models.DateTimeField(null=True)),
                ("trouble", models.CharField(blank=True, max_length=60)),
                ("stuck_uid", models.BigIntegerField(default=0)),
                ("stuck_tries", models.PositiveSmallIntegerField(default=0)),
            ],
            options={"ordering": ["id"]},
        ),
    ]
