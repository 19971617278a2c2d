from django.db import migrations, models

_NAME = "access_client_scopes_known"
_SCOPES = [
    "appeals:write",
    "appeals:read",
    "appeals:move",
    "events:read",
    "ledger:read",
    "appeals:all",
    "calls:write",
    "served:write",
]


class Migration(migrations.Migration):
    """A token may be good for telling of people served, and for nothing else."""

    dependencies = [
        ("access", "0005_exchanges_tell_of_calls"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="apiclient", name=_NAME),
        migrations.AddConstraint(
            model_name="apiclient",
            constraint=models.CheckConstraint(
                condition=models.Q(("scopes__contained_by", _SCOPES), models.Q(("scopes", []), _negated=True)),
                name=_NAME,
            ),
        ),
    ]
