"""What a unit shows when it contests a rating."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_stored_files"), ("ratings", "0001_grades_and_what_followed_bad_ones")]

    operations = [
        migrations.AddField(
            model_name="contest",
            name="file",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
    ]
