"""A digest is looked for as a whole: no second index for its beginning, and none of what is empty. An intake writes seven less."""

from django.db import migrations, models
from django.db.models import Q

_PLAIN = {"max_length": 32, "blank": True}
_WITH_DEFAULT = _PLAIN | {"default": "", "db_default": ""}


class Migration(migrations.Migration):
    dependencies = [("people", "0006_whom_not_to_text")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AlterField("applicant", "phone_index", models.CharField(**_PLAIN)),
        migrations.AlterField("applicant", "phone_last4_index", models.CharField(**_PLAIN)),
        migrations.AlterField("applicant", "id_index", models.CharField(**_PLAIN)),
        migrations.AlterField("applicant", "name_index", models.CharField(**_WITH_DEFAULT)),
        migrations.AddIndex(
            "applicant",
            models.Index(fields=["phone_index"], name="people_applicant_by_phone", condition=~Q(phone_index="")),
        ),
        migrations.AddIndex(
            "applicant",
            models.Index(
                fields=["phone_last4_index"], name="people_applicant_by_last4", condition=~Q(phone_last4_index="")
            ),
        ),
        migrations.AddIndex(
            "applicant", models.Index(fields=["id_index"], name="people_applicant_by_id", condition=~Q(id_index=""))
        ),
        migrations.AddIndex(
            "applicant",
            models.Index(fields=["name_index"], name="people_applicant_by_name", condition=~Q(name_index="")),
        ),
    ]
