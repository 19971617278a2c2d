"""None"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.clock
import yiwang.kit.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0002_webhooks_and_deliveries"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "node",
                    models.CharField(
                        choices=[
                            ("sign", "签收"),
                            ("handle", "办理"),
                            ("approve", "签批"),
                            ("reply", "答复"),
                            ("urge", "催办"),
                            ("return", "退办"),
                            ("overdue", "超期"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "ways",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), default=list, size=None
                    ),
                ),
                (
                    "files",
                    models.CharField(
                        choices=[("own", "本单位的件"), ("below", "本单位和下级的件"), ("important", "只要重要的件")],
                        max_length=10,
                    ),
                ),
                ("pace", models.CharField(choices=[("at_once", "马上"), ("digest", "汇总")], max_length=10)),
                ("changed_at", models.DateTimeField(default=yiwang.kit.clock.now)),
            ],
            options={
                "ordering": ["officer", "node", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("node__in", ["sign", "handle", "approve", "reply", "urge", "return", "overdue"])
                        ),
                        name="messaging_preference_node",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("files__in", ["own", "below", "important"])),
                        name="messaging_preference_files",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pace__in", ["at_once", "digest"])), name="messaging_preference_pace"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Robot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("wecom", "企业微信"), ("dingtalk", "钉钉")], max_length=10)),
                ("name", models.CharField(max_length=40)),
                ("address", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("secret", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("created_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("created_by", models.CharField(max_length=120)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("rests_until", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["wecom", "dingtalk"])), name="messaging_robot_kind"
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="message",
            name="messaging_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="message",
            name="messaging_channel_known",
        ),
        migrations.AddField(
            model_name="message",
            name="node",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AlterField(
            model_name="message",
            name="channel",
            field=models.CharField(
                choices=[("sms", "短信"), ("inbox", "站内消息"), ("page", "页面提示"), ("work_app", "工作群")],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "等待发送"),
                    ("held", "免打扰时段，稍后发送"),
                    ("sending", "正在发送"),
                    ("sent", "已交运营商，等回执"),
                    ("delivered", "已送达"),
                    ("failed", "未送达"),
                    ("unknown", "已交运营商，没有等到回执"),
                    ("cancelled", "未发送"),
                    ("gathered", "攒着，汇总成一条再发"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("channel", "sms"), models.Q(("node", ""), _negated=True)),
                fields=["recipient_id", "created_at"],
                name="messaging_notices",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("channel", "work_app")),
                fields=["recipient_id", "claimed_at"],
                name="messaging_posts",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "gathered")),
                fields=["channel", "recipient_id", "id"],
                name="messaging_gathered",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "queued",
                            "held",
                            "sending",
                            "sent",
                            "delivered",
                            "failed",
                            "unknown",
                            "cancelled",
                            "gathered",
                        ],
                    )
                ),
                name="messaging_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["sms", "inbox", "page", "work_app"])),
                name="messaging_channel_known",
            ),
        ),
        migrations.AddField(
            model_name="preference",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.officer"
            ),
        ),
        migrations.AddField(
            model_name="robot",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.UniqueConstraint(fields=("officer", "node"), name="messaging_preference_once"),
        ),
        migrations.AddConstraint(
            model_name="robot",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stopped_at__isnull", True)), fields=("unit",), name="messaging_robot_one_live"
            ),
        ),
    ]
