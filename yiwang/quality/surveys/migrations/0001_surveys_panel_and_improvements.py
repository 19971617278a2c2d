"""Surveys with samples and responses, the panel with its consultations, opinions and improvements: new, empty tables."""

import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.crypto
import yiwang.quality.surveys.states.improving
import yiwang.quality.surveys.states.panel
import yiwang.quality.surveys.states.surveying


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0020_numbers_have_one_index"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Improvement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60)),
                ("measure", models.CharField(max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ordered", "整改中"),
                            ("reported", "已报告，等看效果"),
                            ("measured", "效果已核"),
                            ("closed", "已反馈"),
                        ],
                        default=yiwang.quality.surveys.states.improving.ImprovementState["ORDERED"],
                        max_length=10,
                    ),
                ),
                (
                    "figure_kind",
                    models.CharField(
                        choices=[("appeals", "同类诉求件数（系统数）"), ("hand", "别的数（人工填，写明出处）")],
                        max_length=8,
                    ),
                ),
                ("figure", models.CharField(max_length=60)),
                ("category", models.CharField(blank=True, max_length=60)),
                ("window", models.PositiveSmallIntegerField(default=30)),
                ("before", models.FloatField()),
                ("after", models.FloatField(null=True)),
                ("report", models.CharField(blank=True, max_length=500)),
                ("done_on", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("told", models.CharField(blank=True, max_length=500)),
                ("is_public", models.BooleanField(default=False)),
                ("ordered_at", models.DateTimeField()),
                ("reported_at", models.DateTimeField(null=True)),
                ("measured_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
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
                "ordering": ["-ordered_at", "-id"],
                "indexes": [models.Index(fields=["unit", "-ordered_at", "-id"], name="improvement_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["ordered", "reported", "measured", "closed"])),
                        name="improvement_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("figure_kind__in", ["appeals", "hand"])), name="improvement_figure_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "ordered"),
                            models.Q(("done_on__isnull", False), models.Q(("report", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="improvement_reported",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["measured", "closed"]), _negated=True),
                            ("after__isnull", False),
                            _connector="OR",
                        ),
                        name="improvement_measured",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("window__gte", 7), ("window__lte", 90)), name="improvement_window_fair"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("rating", "评价"),
                            ("survey", "民意调查"),
                            ("panel", "优秀监督员"),
                            ("topic", "热点"),
                            ("other", "其他"),
                        ],
                        max_length=8,
                    ),
                ),
                ("source_ref", models.CharField(blank=True, max_length=80)),
                ("category", models.CharField(blank=True, max_length=60)),
                ("gist", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("collected", "待研判"), ("taken", "已列入整改"), ("explained", "不列入，已写明理由")],
                        default=yiwang.quality.surveys.states.improving.OpinionState["COLLECTED"],
                        max_length=10,
                    ),
                ),
                ("ground", models.CharField(blank=True, max_length=300)),
                ("collected_at", models.DateTimeField()),
                ("assessed_at", models.DateTimeField(null=True)),
                (
                    "assessed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "collected_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "improvement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="surveys.improvement",
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
                "ordering": ["-collected_at", "-id"],
                "indexes": [models.Index(fields=["unit", "-collected_at", "-id"], name="opinion_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["rating", "survey", "panel", "topic", "other"])),
                        name="opinion_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["collected", "taken", "explained"])),
                        name="opinion_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "collected"),
                            models.Q(("improvement__isnull", False), ("state", "taken")),
                            models.Q(("state", "explained"), models.Q(("ground", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="opinion_assessed_with_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("phone", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("phone_index", models.CharField(blank=True, max_length=32)),
                (
                    "group",
                    models.CharField(
                        choices=[("deputy", "人大代表"), ("member", "政协委员"), ("citizen", "热心群众")], max_length=10
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "已邀请，等答复"),
                            ("serving", "任职中"),
                            ("declined", "没有接受"),
                            ("ended", "任期已结束"),
                        ],
                        default=yiwang.quality.surveys.states.panel.MemberState["INVITED"],
                        max_length=10,
                    ),
                ),
                ("term_from", models.DateField()),
                ("term_to", models.DateField()),
                (
                    "accepted_by",
                    models.CharField(blank=True, choices=[("link", "网上接受"), ("paper", "书面接受")], max_length=6),
                ),
                ("accepted_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("invited_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "invited_by",
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
                "ordering": ["state", "-term_to", "id"],
                "indexes": [models.Index(fields=["unit", "state"], name="panel_member_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("group__in", ["deputy", "member", "citizen"])),
                        name="panel_member_group_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["invited", "serving", "declined", "ended"])),
                        name="panel_member_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("term_to__gt", models.F("term_from"))), name="panel_member_term_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "serving"), _negated=True),
                            models.Q(models.Q(("accepted_by", ""), _negated=True), ("accepted_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="panel_member_said_yes",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["invited", "serving"]), models.Q(("phone_index", ""), _negated=True)
                        ),
                        fields=("unit", "phone_index"),
                        name="panel_member_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sounding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(max_length=30)),
                ("asks", models.CharField(max_length=300)),
                ("questions", models.JSONField(default=list)),
                (
                    "door",
                    models.CharField(
                        choices=[("link", "短信链接"), ("phone", "电话"), ("visit", "上门走访")], max_length=6
                    ),
                ),
                ("until", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "正在征询"), ("closed", "已结束")],
                        default=yiwang.quality.surveys.states.panel.SoundingState["OPEN"],
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
                "indexes": [models.Index(fields=["unit", "-opened_at", "-id"], name="sounding_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("door__in", ["link", "phone", "visit"])), name="sounding_door_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "closed"])), name="sounding_state_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=40)),
                ("why", models.CharField(max_length=300)),
                (
                    "frame",
                    models.CharField(
                        choices=[("appeals", "近期得到答复的诉求人"), ("served", "近期来办过事的群众")], max_length=10
                    ),
                ),
                (
                    "axis",
                    models.CharField(
                        choices=[
                            ("none", "不分"),
                            ("area", "按承办单位所在的分县局"),
                            ("item", "按事项"),
                            ("channel", "按渠道"),
                        ],
                        default=yiwang.quality.surveys.states.surveying.Axis["NONE"],
                        max_length=10,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("target", models.PositiveIntegerField()),
                ("questions", models.JSONField(default=list)),
                ("days", models.PositiveSmallIntegerField(default=7)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("approved", "已批准，待开始"),
                            ("open", "正在调查"),
                            ("closed", "已结束"),
                            ("dropped", "不做了"),
                        ],
                        default=yiwang.quality.surveys.states.surveying.SurveyState["DRAFT"],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("approved_at", models.DateTimeField(null=True)),
                ("seed", models.CharField(blank=True, max_length=32)),
                ("population", models.PositiveIntegerField(default=0)),
                ("sample_digest", models.CharField(blank=True, max_length=64)),
                ("drawn_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closes_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("is_public", models.BooleanField(default=False)),
                ("finding", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField()),
                (
                    "approved_by",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(condition=models.Q(("state", "open")), fields=["closes_at", "id"], name="survey_open"),
                    models.Index(fields=["unit", "-created_at", "-id"], name="survey_unit"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "approved", "open", "closed", "dropped"])),
                        name="survey_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("frame__in", ["appeals", "served"])), name="survey_frame_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("axis__in", ["none", "area", "item", "channel"])), name="survey_axis_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="survey_days_in_order"
                    ),
                    models.CheckConstraint(condition=models.Q(("target__gte", 1)), name="survey_asks_somebody"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "dropped"]),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="survey_approved_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stratum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=40)),
                ("population", models.PositiveIntegerField()),
                ("quota", models.PositiveIntegerField()),
                ("asked", models.PositiveIntegerField(default=0)),
                ("answered", models.PositiveIntegerField(default=0)),
                ("silent", models.PositiveIntegerField(default=0)),
                ("spared", models.PositiveIntegerField(default=0)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="strata", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "ordering": ["-population", "id"],
                "constraints": [models.UniqueConstraint(fields=("survey", "code"), name="survey_stratum_once")],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("choices", models.JSONField(default=dict)),
                ("words", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                (
                    "stratum",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.stratum",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="responses", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Pick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveIntegerField()),
                ("subject_kind", models.CharField(db_collation="C", max_length=60)),
                ("subject_id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reserve", "备用"),
                            ("asked", "已询问"),
                            ("answered", "已回答"),
                            ("silent", "未回应"),
                            ("spared", "依规定不询问"),
                            ("dropped", "没有问到，已取消"),
                        ],
                        default=yiwang.quality.surveys.states.surveying.PickState["RESERVE"],
                        max_length=10,
                    ),
                ),
                ("spare", models.CharField(blank=True, max_length=12)),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "stratum",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.stratum",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="picks", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "ordering": ["stratum", "rank", "id"],
                "indexes": [models.Index(fields=["survey", "state", "stratum", "rank"], name="survey_pick_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "subject_kind", "subject_id"), name="survey_pick_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["reserve", "asked", "answered", "silent", "spared", "dropped"])
                        ),
                        name="survey_pick_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "等回应"), ("answered", "已回应"), ("silent", "未回应")],
                        default=yiwang.quality.surveys.states.panel.VoiceState["ASKED"],
                        max_length=10,
                    ),
                ),
                (
                    "door",
                    models.CharField(
                        blank=True,
                        choices=[("link", "短信链接"), ("phone", "电话"), ("visit", "上门走访")],
                        max_length=6,
                    ),
                ),
                ("said", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("choices", models.JSONField(default=dict)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "fate",
                    models.CharField(
                        blank=True,
                        choices=[("adopted", "采纳"), ("explained", "没有采纳，已说明"), ("appeal", "已登记为诉求")],
                        max_length=10,
                    ),
                ),
                ("told", models.CharField(blank=True, max_length=35)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="voices", to="surveys.panelmember"
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "sounding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="voices", to="surveys.sounding"
                    ),
                ),
            ],
            options={
                "ordering": ["sounding", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("sounding", "member"), name="voice_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "answered", "silent"])), name="voice_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fate", ""), ("fate__in", ["adopted", "explained", "appeal"]), _connector="OR"
                        ),
                        name="voice_fate_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fate", ""), ("state", "answered"), _connector="OR"),
                        name="voice_fate_of_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fate", "appeal"), _negated=True), ("case__isnull", False), _connector="OR"
                        ),
                        name="voice_registered_has_its_file",
                    ),
                ],
            },
        ),
    ]
