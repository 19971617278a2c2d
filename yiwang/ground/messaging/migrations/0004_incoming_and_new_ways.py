"""None"""

from django.db import migrations, models

import yiwang.kit.clock
import yiwang.kit.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0003_notices_by_preference"),
    ]

    operations = [
        migrations.CreateModel(
            name="Conversation",
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
                ("address", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("address_index", models.CharField(max_length=32)),
                ("about_kind", models.CharField(blank=True, max_length=40)),
                ("about_id", models.CharField(blank=True, max_length=40)),
                ("asked", models.CharField(blank=True, max_length=40)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("last_in_at", models.DateTimeField(blank=True, null=True)),
                ("last_out_at", models.DateTimeField(blank=True, null=True)),
                ("muted_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-last_in_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("inlet", "address_index"), name="messaging_conversation_once"),
                    models.CheckConstraint(
                        condition=models.Q(("inlet__in", ["sms", "mail", "wechat", "weibo", "short_video"])),
                        name="messaging_conversation_inlet",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Incoming",
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
                ("external_id", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "文字"),
                            ("file", "图片或文件"),
                            ("place", "位置"),
                            ("menu", "点了菜单"),
                            ("follow", "关注"),
                            ("unfollow", "取消关注"),
                        ],
                        default="text",
                        max_length=10,
                    ),
                ),
                ("sender", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("sender_index", models.CharField(max_length=32)),
                ("sender_name", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("title", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("text", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("thread", models.TextField(blank=True)),
                ("details", models.JSONField(blank=True, default=dict)),
                ("is_public", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("came_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "还没有读"),
                            ("taken", "已登记成件"),
                            ("joined", "归到已有的件"),
                            ("answered", "已当场回复"),
                            ("on_desk", "等人看"),
                            ("set_aside", "不用办"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                ("subject_id", models.CharField(blank=True, max_length=40)),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("sorted_at", models.DateTimeField(blank=True, null=True)),
                ("sorted_by", models.CharField(blank=True, max_length=120)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("trouble", models.CharField(blank=True, max_length=120)),
                ("next_try_at", models.DateTimeField(default=yiwang.kit.clock.now)),
            ],
            options={
                "ordering": ["-came_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_try_at", "id"],
                        name="messaging_incoming_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "on_desk"])),
                        fields=["came_at", "id"],
                        name="messaging_incoming_unread",
                    ),
                    models.Index(fields=["sender_index", "-came_at"], name="messaging_incoming_sender"),
                    models.Index(fields=["subject_kind", "subject_id", "id"], name="messaging_incoming_subject"),
                    models.Index(fields=["came_at", "inlet"], name="messaging_incoming_came"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("inlet", "external_id"), name="messaging_incoming_once"),
                    models.CheckConstraint(
                        condition=models.Q(("inlet__in", ["sms", "mail", "wechat", "weibo", "short_video"])),
                        name="messaging_incoming_inlet",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["text", "file", "place", "menu", "follow", "unfollow"])),
                        name="messaging_incoming_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "taken", "joined", "answered", "on_desk", "set_aside"])
                        ),
                        name="messaging_incoming_state",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="message",
            name="messaging_channel_known",
        ),
        migrations.AlterField(
            model_name="message",
            name="channel",
            field=models.CharField(
                choices=[
                    ("sms", "短信"),
                    ("inbox", "站内消息"),
                    ("page", "页面提示"),
                    ("work_app", "工作群"),
                    ("email", "电子邮件"),
                    ("wechat", "微信"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["sms", "inbox", "page", "work_app", "email", "wechat"])),
                name="messaging_channel_known",
            ),
        ),
    ]
