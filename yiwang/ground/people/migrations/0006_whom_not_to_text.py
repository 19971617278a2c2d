"""What to heed before anything is sent: unsafe numbers, people who are unfit."""

from django.db import migrations, models

import yiwang.kit.clock
import yiwang.kit.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_erased_by_longer_numbers"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Caution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(choices=[("unsafe", "不安全，不发消息"), ("unfit", "本人不宜收")], max_length=8),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("watched", "手机会被别人看到"),
                            ("threatened", "发消息会招来伤害"),
                            ("tripwire", "紧急提示后自动设置"),
                            ("not_theirs", "号码已不是本人的"),
                            ("minor", "未成年人"),
                            ("incapacitated", "无民事行为能力或限制民事行为能力"),
                        ],
                        max_length=14,
                    ),
                ),
                ("phone_index", models.CharField(blank=True, max_length=32)),
                ("mail_index", models.CharField(blank=True, max_length=32)),
                ("account_index", models.CharField(blank=True, max_length=32)),
                ("reason", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("guardian_name", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("guardian_phone", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                ("subject_id", models.CharField(blank=True, max_length=40)),
                ("by", models.CharField(max_length=120)),
                ("at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("lifted_by", models.CharField(blank=True, max_length=120)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("lift_reason", yiwang.kit.crypto.EncryptedTextField(blank=True)),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("lifted_at", None)), fields=["phone_index"], name="people_caution_by_phone"
                    ),
                    models.Index(
                        condition=models.Q(("lifted_at", None)), fields=["mail_index"], name="people_caution_by_mail"
                    ),
                    models.Index(
                        condition=models.Q(("lifted_at", None)),
                        fields=["account_index"],
                        name="people_caution_by_account",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["unsafe", "unfit"])), name="people_caution_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ground__in",
                                ["watched", "threatened", "tripwire", "not_theirs", "minor", "incapacitated"],
                            )
                        ),
                        name="people_caution_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("account_index", ""), ("mail_index", ""), ("phone_index", ""), _negated=True
                        ),
                        name="people_caution_of_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_at__isnull", True), models.Q(("lifted_by", ""), _negated=True), _connector="OR"
                        ),
                        name="people_caution_lifted_by_somebody",
                    ),
                ],
            },
        ),
    ]
