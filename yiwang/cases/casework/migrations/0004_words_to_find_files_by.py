"""Words to find files by, in a table of their own beside the cover: rows that stand get theirs from `appeals.index_words`."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds `SearchText`, and the orders in which files are walked newest first."""

    dependencies = [("casework", "0003_files_that_belong_together")]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="search_text",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("registered_at", models.DateTimeField()),
                (
                    "tokens",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None
                    ),
                ),
            ],
            options={
                "ordering": ["-registered_at", "-case_id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=True, fields=["tokens"], gin_pending_list_limit=1024, name="searchtext_tokens"
                    )
                ],
            },
        ),
        migrations.AddIndex("case", models.Index(fields=["-registered_at", "-id"], name="case_newest")),
        migrations.AddIndex("case", models.Index(fields=["unit", "-registered_at", "-id"], name="case_unit_newest")),
    ]
