"""What went out is found by its whole key: the second index, for its beginning, goes; the first keeps its rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0005_how_far_the_mailbox_was_read")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    """
                    DROP INDEX messaging_message_out_id_2fd217ba_like;
                    ALTER TABLE messaging_message RENAME CONSTRAINT messaging_message_out_id_key TO messaging_out_once;
                    """,
                    migrations.RunSQL.noop,
                )
            ],
            state_operations=[
                migrations.AlterField("message", "out_id", models.CharField(max_length=32, null=True)),
                migrations.AddConstraint(
                    "message", models.UniqueConstraint(fields=["out_id"], name="messaging_out_once")
                ),
            ],
        ),
    ]
