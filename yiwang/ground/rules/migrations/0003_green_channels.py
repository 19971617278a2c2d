"""A further kind of rules: green channels."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rules", "0002_sheets_being_changed"),
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
                ],
                max_length=40,
                unique=True,
            ),
        ),
    ]
