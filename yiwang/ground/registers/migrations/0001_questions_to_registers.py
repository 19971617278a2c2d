"""Questions to registers: a new, empty table."""

from django.db import migrations, models

import yiwang.kit.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="LookUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(max_length=60)),
                ("subject_id", models.CharField(max_length=40)),
                (
                    "register",
                    models.CharField(
                        choices=[
                            ("person", "人口库"),
                            ("household", "户籍"),
                            ("vehicle", "机动车"),
                            ("licence", "驾驶证"),
                            ("violations", "交通违法"),
                            ("permit", "许可证件"),
                            ("record", "犯罪记录"),
                            ("enterprise", "企业"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("report_loss", "登记挂失"),
                            ("cancel_loss", "撤销挂失"),
                            ("issue_mark", "核发检验标志"),
                            ("register_residence", "登记居住信息"),
                            ("call_owner", "经中间号通知车主"),
                            ("move_household", "迁移户口"),
                            ("change_identity", "变更身份信息"),
                        ],
                        max_length=20,
                    ),
                ),
                ("request_id", models.CharField(max_length=64, unique=True)),
                ("purpose", models.CharField(max_length=80)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("found", "有记录"), ("absent", "查无"), ("failed", "没有查成")], max_length=8
                    ),
                ),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unset", "没有接入这个登记库"),
                            ("unreached", "连不上"),
                            ("timeout", "超时"),
                            ("busy", "对方忙"),
                            ("refused", "对方拒绝"),
                            ("unreadable", "回应读不懂"),
                        ],
                        max_length=12,
                    ),
                ),
                ("serial", models.CharField(blank=True, max_length=64)),
                ("facts", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("asked_by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("milliseconds", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["subject_kind", "subject_id", "id"], name="registers_of_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["found", "absent", "failed"])),
                        name="registers_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "register__in",
                                [
                                    "person",
                                    "household",
                                    "vehicle",
                                    "licence",
                                    "violations",
                                    "permit",
                                    "record",
                                    "enterprise",
                                ],
                            )
                        ),
                        name="registers_register_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "failed"), _negated=True),
                            models.Q(("trouble", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="registers_failure_says_why",
                    ),
                ],
            },
        ),
    ]
