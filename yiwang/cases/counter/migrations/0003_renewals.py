"""Notes of files whose projection must be written anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds `counter_renewal`."""

    dependencies = [("counter", "0002_two_networks")]

    operations = [
        migrations.CreateModel(
            name="Renewal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_id", models.BigIntegerField()),
                ("due_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["due_at", "id"],
                "indexes": [models.Index(fields=["due_at", "id"], name="counter_renewal_due")],
            },
        ),
    ]
