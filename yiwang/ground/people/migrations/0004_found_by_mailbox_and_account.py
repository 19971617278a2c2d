"""Whoever came by mail or by an account is found like a phone: by a keyed digest. Nobody has one yet, so nothing is filled in."""

from django.db import migrations, models
from django.db.models import Q

_NO_INDEX = {
    "phone_index": "", "phone_last4_index": "", "id_index": "", "name_index": "", "mail_index": "", "account_index": "",
}  # fmt: skip
_WITH_ANONYMOUS = "people_applicant_anonymous_leaves_nothing"
_WITH_ERASED = "people_applicant_erased_is_empty"


class Migration(migrations.Migration):
    """Adds `mail_index` and `account_index`, which anonymous and erased people have not; few rows stand in their indexes."""

    dependencies = [("people", "0003_mailboxes_and_accounts")]

    operations = [
        migrations.AddField(
            "applicant", "mail_index", models.CharField(blank=True, db_default="", default="", max_length=32)
        ),
        migrations.AddField(
            "applicant", "account_index", models.CharField(blank=True, db_default="", default="", max_length=32)
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
        migrations.AddIndex(
            "applicant",
            models.Index(fields=["mail_index"], name="people_applicant_by_mail", condition=~Q(mail_index="")),
        ),
        migrations.AddIndex(
            "applicant",
            models.Index(fields=["account_index"], name="people_applicant_by_account", condition=~Q(account_index="")),
        ),
    ]
