"""Campaigns with files and measures; programmes with tasks and notices: new, empty tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import yiwang.quality.campaigns.states.campaigning
import yiwang.quality.campaigns.states.programming


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0019_notes_of_secret_files_are_encrypted"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=60)),
                ("matter", models.CharField(max_length=600)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("many", "同类诉求多"),
                            ("topic", "热点或预警"),
                            ("consultation", "会商结论"),
                            ("instruction", "领导批示"),
                            ("callback", "回访不满意集中"),
                            ("season", "季节性问题"),
                            ("superior", "上级部署"),
                        ],
                        max_length=14,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "待启动"),
                            ("running", "整治中"),
                            ("reported", "待验收"),
                            ("closed", "已结束"),
                            ("dropped", "不做了"),
                        ],
                        default=yiwang.quality.campaigns.states.campaigning.CampaignState["DRAFTED"],
                        max_length=10,
                    ),
                ),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("gathered_to", models.DateTimeField(null=True)),
                ("figures", models.JSONField(default=dict)),
                ("counted_at", models.DateTimeField(null=True)),
                ("report", models.TextField(blank=True)),
                ("reason", models.CharField(blank=True, max_length=600)),
                ("drafted_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
                ("reported_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-drafted_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    yiwang.quality.campaigns.states.campaigning.CampaignState["DRAFTED"],
                                    yiwang.quality.campaigns.states.campaigning.CampaignState["RUNNING"],
                                ),
                            )
                        ),
                        fields=["starts_on"],
                        name="campaign_live",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "serial"), name="campaign_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["drafted", "running", "reported", "closed", "dropped"])),
                        name="campaign_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="campaign_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state__in", ["closed", "dropped"])),
                            models.Q(models.Q(("state__in", ["closed", "dropped"]), _negated=True), ("ended_at", None)),
                            _connector="OR",
                        ),
                        name="campaign_ended_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how", models.CharField(choices=[("picked", "人工列入"), ("rule", "按条件找到")], max_length=8)),
                (
                    "state",
                    models.CharField(
                        choices=[("found", "待确认"), ("inside", "列入"), ("dismissed", "不列入")], max_length=10
                    ),
                ),
                ("added_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="campaigns.campaign"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "decided_by",
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
                "ordering": ["-added_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "case"), name="campaign_file_once"),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["picked", "rule"])), name="campaign_file_how_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "found")),
                            models.Q(("decided_at__isnull", False), ("state__in", ["inside", "dismissed"])),
                            _connector="OR",
                        ),
                        name="campaign_file_decided_by_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=600)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "在做"), ("reported", "待验收"), ("accepted", "已验收")],
                        default=yiwang.quality.campaigns.states.campaigning.MeasureState["OPEN"],
                        max_length=10,
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=600)),
                ("reason", models.CharField(blank=True, max_length=600)),
                ("ordered_at", models.DateTimeField()),
                ("reported_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("told_on", models.DateField(null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="campaigns.campaign"
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
                (
                    "ordered_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
                "indexes": [
                    models.Index(condition=models.Q(("state", "open")), fields=["due_on"], name="measure_open")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at", None), ("state", "open")),
                            models.Q(
                                ("accepted_at", None),
                                ("reported_at__isnull", False),
                                ("state", "reported"),
                                models.Q(("result", ""), _negated=True),
                            ),
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("state", "accepted"),
                                models.Q(("result", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="measure_reported_with_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.PositiveSmallIntegerField()),
                ("until", models.DateField()),
                ("words", models.CharField(blank=True, max_length=600)),
                (
                    "state",
                    models.CharField(
                        choices=[("drafted", "待签发"), ("issued", "已通报")],
                        default=yiwang.quality.campaigns.states.programming.NoticeState["DRAFTED"],
                        max_length=8,
                    ),
                ),
                ("drafted_at", models.DateTimeField()),
                ("issued_at", models.DateTimeField(null=True)),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
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
            ],
            options={
                "ordering": ["-serial", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued_at", None), ("state", "drafted")),
                            models.Q(("issued_at__isnull", False), ("state", "issued")),
                            _connector="OR",
                        ),
                        name="notice_issued_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("issued_by", models.F("drafted_by")), _negated=True),
                        name="notice_issued_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("colour", models.CharField(choices=[("red", "红字表扬"), ("black", "黑字督促")], max_length=6)),
                ("in_time", models.PositiveSmallIntegerField()),
                ("late", models.PositiveSmallIntegerField()),
                ("overdue", models.PositiveSmallIntegerField()),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="campaigns.notice"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["colour", "-in_time", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "unit"), name="notice_unit_once"),
                    models.CheckConstraint(
                        condition=models.Q(("colour__in", ["red", "black"])), name="notice_colour_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60)),
                ("text", models.CharField(blank=True, max_length=600)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "进行中"), ("closed", "已结束")],
                        default=yiwang.quality.campaigns.states.programming.ProgrammeState["OPEN"],
                        max_length=8,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="programme_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("state", "open")),
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            _connector="OR",
                        ),
                        name="programme_closed_when",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="notice",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="campaigns.programme"
            ),
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=60)),
                ("standard", models.CharField(blank=True, max_length=300)),
                ("due_on", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_begin", "未开始"),
                            ("under_way", "进行中"),
                            ("reported", "待验收"),
                            ("accepted", "已验收"),
                            ("dropped", "已取消"),
                        ],
                        default=yiwang.quality.campaigns.states.programming.TaskState["TO_BEGIN"],
                        max_length=10,
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("result", models.CharField(blank=True, max_length=600)),
                ("verdict", models.CharField(blank=True, max_length=600)),
                ("reported_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("told_on", models.DateField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
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
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="campaigns.task",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="campaigns.programme"
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["place", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["to_begin", "under_way"])),
                        fields=["due_on"],
                        name="task_undone",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("percent__lte", 100)), name="task_percent_at_most_all"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_on", None), ("standard", ""), ("unit", None)),
                            models.Q(
                                ("due_on__isnull", False),
                                ("unit__isnull", False),
                                models.Q(("standard", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="task_owned_dated_measured_or_heading",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["reported", "accepted"]), _negated=True),
                            models.Q(("result", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="task_reported_with_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            models.Q(("decided_by", models.F("reported_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="task_accepted_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=600)),
                ("percent", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="campaigns.task"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("percent__lte", 100)), name="note_percent_at_most_all")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("programme", "serial"), name="notice_number_once"),
        ),
    ]
