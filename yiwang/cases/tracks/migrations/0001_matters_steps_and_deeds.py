"""法定事项 with its steps and papers."""

import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0015_whom_it_is_kept_from_and_its_track"),
        ("files", "0001_stored_files"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "track",
                    models.CharField(
                        choices=[
                            ("petition", "信访"),
                            ("crime", "报案、控告"),
                            ("disclosure", "政府信息公开"),
                            ("review", "行政复议、国家赔偿"),
                            ("discipline", "纪检举报"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("petition", "信访事项"),
                            ("criminal", "刑事报案、控告"),
                            ("offence", "治安、行政案件报案"),
                            ("disclosure", "依申请公开"),
                            ("reconsideration", "行政复议"),
                            ("simple", "行政复议（简易程序）"),
                            ("compensation", "国家赔偿"),
                            ("discipline", "纪检举报"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待受理"),
                            ("correcting", "待补正"),
                            ("accepted", "办理中"),
                            ("suspended", "暂停计时"),
                            ("not_accepted", "不予受理，待送达"),
                            ("transferred", "已移送"),
                            ("decided", "已决定，待送达"),
                            ("served", "已送达"),
                            ("reviewing", "复查、复核中"),
                            ("ended", "已终结"),
                            ("dropped", "已改按诉求办"),
                        ],
                        default="proposed",
                        max_length=14,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(default=1)),
                ("reason", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supported", "予以支持"),
                            ("partly", "部分支持"),
                            ("unsupported", "不予支持"),
                            ("filed", "立案侦查"),
                            ("not_filed", "不予立案"),
                            ("punished", "已作处理决定"),
                            ("mediated", "调解处理"),
                            ("no_offence", "违法事实不成立或终止调查"),
                            ("open", "予以公开"),
                            ("partly_open", "部分公开"),
                            ("not_open", "不予公开"),
                            ("already_open", "已主动公开，告知获取方式"),
                            ("not_held", "本机关没有这项信息"),
                            ("not_handled", "不予处理"),
                            ("upheld", "维持"),
                            ("changed", "变更"),
                            ("revoked", "撤销"),
                            ("unlawful", "确认违法"),
                            ("ordered", "责令限期办理"),
                            ("rejected", "驳回"),
                            ("paid", "决定赔偿"),
                            ("not_paid", "不予赔偿"),
                            ("not_accepted", "不予受理"),
                            ("transferred", "已移送有权机关"),
                            ("withdrawn", "申请人撤回"),
                            ("abandoned", "逾期未补正，视为放弃"),
                        ],
                        max_length=14,
                    ),
                ),
                ("body", models.CharField(blank=True, max_length=80)),
                ("system", models.CharField(blank=True, max_length=40)),
                ("system_number", models.CharField(blank=True, max_length=80)),
                ("received_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("served_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("clock", models.CharField(blank=True, max_length=40)),
                ("due_at", models.DateTimeField(null=True)),
                ("amber_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matters", to="casework.case"
                    ),
                ),
            ],
            options={
                "ordering": ["due_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "proposed",
                                    "correcting",
                                    "accepted",
                                    "suspended",
                                    "not_accepted",
                                    "transferred",
                                    "decided",
                                    "served",
                                    "reviewing",
                                ],
                            )
                        ),
                        fields=["track", "due_at", "id"],
                        name="matter_live_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "dropped"), _negated=True),
                        fields=("case",),
                        name="matter_one_a_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("track__in", ["petition", "crime", "disclosure", "review", "discipline"])),
                        name="matter_track_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "petition",
                                    "criminal",
                                    "offence",
                                    "disclosure",
                                    "reconsideration",
                                    "simple",
                                    "compensation",
                                    "discipline",
                                ],
                            )
                        ),
                        name="matter_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "proposed",
                                    "correcting",
                                    "accepted",
                                    "suspended",
                                    "not_accepted",
                                    "transferred",
                                    "decided",
                                    "served",
                                    "reviewing",
                                    "ended",
                                    "dropped",
                                ],
                            )
                        ),
                        name="matter_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 3)), name="matter_level_one_to_three"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", ""),
                            (
                                "outcome__in",
                                [
                                    "supported",
                                    "partly",
                                    "unsupported",
                                    "filed",
                                    "not_filed",
                                    "punished",
                                    "mediated",
                                    "no_offence",
                                    "open",
                                    "partly_open",
                                    "not_open",
                                    "already_open",
                                    "not_held",
                                    "not_handled",
                                    "upheld",
                                    "changed",
                                    "revoked",
                                    "unlawful",
                                    "ordered",
                                    "rejected",
                                    "paid",
                                    "not_paid",
                                    "not_accepted",
                                    "transferred",
                                    "withdrawn",
                                    "abandoned",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="matter_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["ended", "dropped"]), _negated=True),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="matter_ended_somewhen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("petition_accepted", "信访事项受理告知书"),
                            ("petition_refused", "信访事项不予受理告知书"),
                            ("petition_transferred", "信访事项转送告知书"),
                            ("petition_extended", "信访事项延长办理期限告知书"),
                            ("petition_opinion", "信访事项处理意见书"),
                            ("petition_review", "信访事项复查意见书"),
                            ("petition_recheck", "信访事项复核意见书"),
                            ("evidence_list", "接受证据清单"),
                            ("report_receipt", "接报案回执"),
                            ("case_filed", "立案告知书"),
                            ("case_not_filed", "不予立案通知书"),
                            ("crime_transferred", "移送案件通知书"),
                            ("crime_review", "刑事复议决定书"),
                            ("crime_recheck", "刑事复核决定书"),
                            ("offence_result", "治安案件办理结果告知书"),
                            ("offence_refused", "不予调查处理告知书"),
                            ("disclosure_receipt", "政府信息公开申请登记回执"),
                            ("disclosure_correction", "政府信息公开申请补正告知书"),
                            ("disclosure_extended", "政府信息公开延期答复告知书"),
                            ("third_party", "征求第三方意见书"),
                            ("disclosure_answer", "政府信息公开申请答复书"),
                            ("review_accepted", "行政复议受理通知书"),
                            ("review_refused", "行政复议不予受理决定书"),
                            ("review_correction", "行政复议补正通知书"),
                            ("review_extended", "行政复议延期通知书"),
                            ("review_suspended", "行政复议中止通知书"),
                            ("review_decision", "行政复议决定书"),
                            ("review_transferred", "行政复议申请转送告知书"),
                            ("compensation_accepted", "国家赔偿申请受理通知书"),
                            ("compensation_refused", "国家赔偿申请不予受理通知书"),
                            ("compensation_correction", "国家赔偿申请补正告知书"),
                            ("compensation_decision", "赔偿决定书"),
                            ("compensation_review", "赔偿复议决定书"),
                            ("discipline_receipt", "收件回执"),
                        ],
                        max_length=24,
                    ),
                ),
                ("mark", models.CharField(max_length=24)),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("issued_at", models.DateTimeField()),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "直接送达"),
                            ("mail", "邮寄送达"),
                            ("left", "留置送达"),
                            ("electronic", "电子送达"),
                            ("entrusted", "委托送达"),
                            ("notice", "公告送达"),
                        ],
                        max_length=12,
                    ),
                ),
                ("receiver", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("proof", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("served_at", models.DateTimeField(null=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deeds", to="tracks.matter"
                    ),
                ),
            ],
            options={
                "ordering": ["issued_at", "id"],
                "indexes": [models.Index(fields=["matter", "kind"], name="deed_of_matter")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "year", "serial"), name="deed_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "petition_accepted",
                                    "petition_refused",
                                    "petition_transferred",
                                    "petition_extended",
                                    "petition_opinion",
                                    "petition_review",
                                    "petition_recheck",
                                    "evidence_list",
                                    "report_receipt",
                                    "case_filed",
                                    "case_not_filed",
                                    "crime_transferred",
                                    "crime_review",
                                    "crime_recheck",
                                    "offence_result",
                                    "offence_refused",
                                    "disclosure_receipt",
                                    "disclosure_correction",
                                    "disclosure_extended",
                                    "third_party",
                                    "disclosure_answer",
                                    "review_accepted",
                                    "review_refused",
                                    "review_correction",
                                    "review_extended",
                                    "review_suspended",
                                    "review_decision",
                                    "review_transferred",
                                    "compensation_accepted",
                                    "compensation_refused",
                                    "compensation_correction",
                                    "compensation_decision",
                                    "compensation_review",
                                    "discipline_receipt",
                                ],
                            )
                        ),
                        name="deed_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("how", ""),
                            ("how__in", ["in_person", "mail", "left", "electronic", "entrusted", "notice"]),
                            _connector="OR",
                        ),
                        name="deed_how_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("how", ""), ("served_at__isnull", False), _connector="OR"),
                        name="deed_served_somewhen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                (
                    "move",
                    models.CharField(
                        choices=[
                            ("begin", "begin"),
                            ("drop", "drop"),
                            ("accept", "accept"),
                            ("refuse", "refuse"),
                            ("ask_correction", "ask_correction"),
                            ("correct", "correct"),
                            ("transfer", "transfer"),
                            ("hand_over", "hand_over"),
                            ("extend", "extend"),
                            ("suspend", "suspend"),
                            ("resume", "resume"),
                            ("decide", "decide"),
                            ("issue", "issue"),
                            ("deliver", "deliver"),
                            ("serve", "serve"),
                            ("ask_review", "ask_review"),
                            ("decide_review", "decide_review"),
                            ("withdraw", "withdraw"),
                            ("end", "end"),
                        ],
                        max_length=16,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=16)),
                ("days", models.PositiveSmallIntegerField(default=0)),
                ("words", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="tracks.matter"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "move__in",
                                [
                                    "begin",
                                    "drop",
                                    "accept",
                                    "refuse",
                                    "ask_correction",
                                    "correct",
                                    "transfer",
                                    "hand_over",
                                    "extend",
                                    "suspend",
                                    "resume",
                                    "decide",
                                    "issue",
                                    "deliver",
                                    "serve",
                                    "ask_review",
                                    "decide_review",
                                    "withdraw",
                                    "end",
                                ],
                            )
                        ),
                        name="matter_step_move_known",
                    )
                ],
            },
        ),
    ]
