"""An ordinary complaint that the desk holds for none: who asked the inspectors and when; a grade that they struck."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

_GRADES = ["ordinary", "misconduct", "informant"]


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0004_deputies_and_duty_roster"),
        ("secrecy", "0002_what_was_sealed_before"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField("seal", "doubted_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "seal",
            "doubted_by",
            models.ForeignKey(
                "organisation.officer", django.db.models.deletion.PROTECT, null=True, related_name="+", db_index=False
            ),
        ),
        migrations.AddIndex(
            "seal", models.Index(fields=["doubted_at"], condition=Q(doubted_at__isnull=False), name="seal_doubted")
        ),
        migrations.AddConstraint(
            "seal",
            models.CheckConstraint(
                condition=Q(doubted_at__isnull=True, doubted_by__isnull=True)
                | Q(doubted_at__isnull=False, doubted_by__isnull=False, grade="ordinary"),
                name="seal_doubted_by_somebody",
            ),
        ),
        migrations.RemoveConstraint("grading", "grading_grades_known"),
        migrations.AlterField(
            "grading",
            "after",
            models.CharField(
                max_length=12,
                blank=True,
                choices=[("ordinary", "一般投诉"), ("misconduct", "违纪违法"), ("informant", "举报保密")],
            ),
        ),
        migrations.AddConstraint(
            "grading",
            models.CheckConstraint(
                condition=Q(before__in=["", *_GRADES]) & Q(after__in=["", *_GRADES]), name="grading_grades_known"
            ),
        ),
    ]
