"""Answers that are expected from somebody by the way they were asked: a new, empty table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0006_one_index_of_what_went_out"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Expectation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "inlet",
                    models.CharField(
                        choices=[
                            ("sms", "短信"),
                            ("mail", "电子邮件"),
                            ("wechat", "微信公众号"),
                            ("weibo", "微博"),
                            ("short_video", "短视频"),
                        ],
                        max_length=12,
                    ),
                ),
                ("address_index", models.CharField(max_length=32)),
                ("asked_kind", models.CharField(max_length=40)),
                ("asked_id", models.BigIntegerField()),
                ("about_kind", models.CharField(blank=True, max_length=40)),
                ("about_id", models.CharField(blank=True, max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("unclear_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["address_index", "-asked_at"],
                        name="messaging_expected",
                    ),
                    models.Index(fields=["asked_kind", "asked_id"], name="messaging_expected_by"),
                    models.Index(fields=["until"], name="messaging_expected_until"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("inlet__in", ["sms", "mail", "wechat", "weibo", "short_video"])),
                        name="messaging_expectation_inlet",
                    )
                ],
            },
        ),
    ]
