"""Names are found like phones: by a keyed digest. Rows that stand get theirs from the job `people.index_names`."""

from django.db import migrations, models
from django.db.models import Q

_NO_INDEX = {"phone_index": "", "phone_last4_index": "", "id_index": "", "name_index": ""}
_WITH_ANONYMOUS = "people_applicant_anonymous_leaves_nothing"
_WITH_ERASED = "people_applicant_erased_is_empty"


class Migration(migrations.Migration):
    """Adds `name_index`, which anonymous and erased people have not."""

    dependencies = [("people", "0001_applicants")]

    operations = [
        migrations.AddField(
            "applicant",
            "name_index",
            models.CharField(blank=True, db_default="", db_index=True, default="", max_length=32),
        ),
        migrations.RemoveConstraint("applicant", _WITH_ANONYMOUS),
        migrations.RemoveConstraint("applicant", _WITH_ERASED),
        migrations.AddConstraint(
            "applicant", models.CheckConstraint(condition=Q(is_anonymous=False) | Q(**_NO_INDEX), name=_WITH_ANONYMOUS)
        ),
        migrations.AddConstraint(
            "applicant",
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | (~Q(erased_order="") & Q(**_NO_INDEX, salt="")), name=_WITH_ERASED
            ),
        ),
    ]
