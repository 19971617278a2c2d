"""A published answer ends by itself where its file is sealed, or protects who asked, since."""

from django.db import migrations, models
from django.db.models import Q

ENDINGS = [
    ("refused", "提问人不同意公开"),
    ("disputed", "提问人说没有解决，正在重新办理"),
    ("sealed", "这一件已转为保密办理"),
]


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0002_standards_with_wordings_and_uses")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.RemoveConstraint("answer", "answer_ending_known"),
        migrations.AlterField("answer", "ending", models.CharField(blank=True, choices=ENDINGS, max_length=10)),
        migrations.AddConstraint(
            "answer",
            models.CheckConstraint(
                condition=Q(ending__in=["", *(code for code, _ in ENDINGS)]), name="answer_ending_known"
            ),
        ),
    ]
