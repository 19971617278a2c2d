"""Numbers and intake keys are looked for as a whole: the second index of each, for its beginning, goes; the first keeps its rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0019_notes_of_secret_files_are_encrypted")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    """
                    DROP INDEX casework_case_number_bdae377d_like;
                    DROP INDEX casework_case_intake_key_4fc21e01_like;
                    ALTER TABLE casework_case RENAME CONSTRAINT casework_case_number_key TO case_number_once;
                    ALTER TABLE casework_case RENAME CONSTRAINT casework_case_intake_key_key TO case_intake_once;
                    """,
                    migrations.RunSQL.noop,
                )
            ],
            state_operations=[
                migrations.AlterField("case", "number", models.CharField(max_length=24)),
                migrations.AlterField("case", "intake_key", models.CharField(max_length=80, null=True)),
                migrations.AddConstraint("case", models.UniqueConstraint(fields=["number"], name="case_number_once")),
                migrations.AddConstraint(
                    "case", models.UniqueConstraint(fields=["intake_key"], name="case_intake_once")
                ),
            ],
        ),
    ]
