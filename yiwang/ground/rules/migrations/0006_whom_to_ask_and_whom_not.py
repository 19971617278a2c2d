"""Two further kinds of rules: whom we never ask, and whom of those served we ask."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rules", "0005_terms_of_keeping"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ruleset",
            name="kind",
            field=models.CharField(
                choices=[
                    ("channels", "受理渠道"),
                    ("categories", "诉求分类"),
                    ("time_limits", "办理时限"),
                    ("routing", "分流规则"),
                    ("message_templates", "消息模板"),
                    ("reply_templates", "答复模板"),
                    ("calendar", "工作日历"),
                    ("police_lines", "警种条线"),
                    ("settings", "业务参数"),
                    ("green_channels", "绿色通道"),
                    ("faces", "地方站"),
                    ("site_info", "站点信息"),
                    ("notices", "公告"),
                    ("retention", "保管期限"),
                    ("never_asked", "不询问的情形"),
                    ("sampling", "抽样规则"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="sheet",
            name="kind",
            field=models.CharField(
                choices=[
                    ("channels", "受理渠道"),
                    ("categories", "诉求分类"),
                    ("time_limits", "办理时限"),
                    ("routing", "分流规则"),
                    ("message_templates", "消息模板"),
                    ("reply_templates", "答复模板"),
                    ("calendar", "工作日历"),
                    ("police_lines", "警种条线"),
                    ("settings", "业务参数"),
                    ("green_channels", "绿色通道"),
                    ("faces", "地方站"),
                    ("site_info", "站点信息"),
                    ("notices", "公告"),
                    ("retention", "保管期限"),
                    ("never_asked", "不询问的情形"),
                    ("sampling", "抽样规则"),
                ],
                max_length=40,
                unique=True,
            ),
        ),
    ]
