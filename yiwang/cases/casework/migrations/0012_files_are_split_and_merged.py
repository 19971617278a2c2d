"""Files may be related, split off one letter, or merged into a main file; a file has one main file at a time."""

from django.db import migrations, models
from django.db.models import Q

_KINDS = [("duplicate", "内容相同"), ("related", "有关联"), ("split", "从一封信拆出"), ("merged", "并入办理")]


class Migration(migrations.Migration):
    """The table of links is small: renewing its constraints takes a moment."""

    dependencies = [("casework", "0011_what_is_over_newest_first")]

    operations = [
        migrations.AlterField("link", "kind", models.CharField(choices=_KINDS, max_length=12)),
        migrations.RemoveConstraint("link", "link_kind_known"),
        migrations.AddConstraint(
            "link", models.CheckConstraint(condition=Q(kind__in=[kind for kind, _ in _KINDS]), name="link_kind_known")
        ),
        migrations.AddConstraint(
            "link", models.UniqueConstraint(fields=["source"], condition=Q(kind="merged"), name="link_one_main_file")
        ),
    ]
