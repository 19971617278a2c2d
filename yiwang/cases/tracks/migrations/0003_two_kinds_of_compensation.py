"""刑事赔偿 knows a review by the bureau above, 行政赔偿 goes to court: two kinds of matter."""

from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("petition", "信访事项"), ("criminal", "刑事报案、控告"), ("offence", "治安、行政案件报案"), ("disclosure", "依申请公开"),
    ("reconsideration", "行政复议"), ("simple", "行政复议（简易程序）"), ("compensation", "国家赔偿（刑事赔偿）"),
    ("admin_compensation", "国家赔偿（行政赔偿）"), ("discipline", "纪检举报"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("tracks", "0002_what_stands_on_a_paper")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="matter", name="matter_kind_known"),
        migrations.AlterField(model_name="matter", name="kind", field=models.CharField(choices=KINDS, max_length=20)),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=Q(kind__in=[code for code, _ in KINDS]), name="matter_kind_known"
            ),
        ),
    ]
