"""Topics, their files, and warnings: new, empty tables."""

import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models

import yiwang.cases.topics.states


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0019_notes_of_secret_files_are_encrypted"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", models.PositiveSmallIntegerField()),
                ("rank", models.PositiveSmallIntegerField(null=True)),
                ("heat", models.DecimalField(decimal_places=1, max_digits=4)),
                ("parts", models.JSONField(default=dict)),
                ("count", models.PositiveIntegerField()),
                ("place", models.CharField(blank=True, max_length=40)),
                ("summary", models.CharField(max_length=80)),
                ("category", models.CharField(blank=True, max_length=60)),
                ("area_code", models.CharField(blank=True, max_length=20)),
                (
                    "groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                (
                    "series",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "新发现"), ("watched", "关注中"), ("closed", "不再看")],
                        default=yiwang.cases.topics.states.TopicState["NEW"],
                        max_length=10,
                    ),
                ),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("found_at", models.DateTimeField()),
                ("renewed_at", models.DateTimeField()),
                (
                    "spokes",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["rank", "-heat", "id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("days__in", (30, 90))), name="topic_period_known"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["new", "watched", "closed"])), name="topic_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_at__gte", models.F("first_at"))), name="topic_first_before_last"
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("days", "rank"),
                        name="topic_one_a_rank",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("topic", "热点"), ("category", "类别")], max_length=10)),
                ("thing", models.CharField(max_length=100)),
                ("day", models.DateField()),
                ("category", models.CharField(blank=True, max_length=60)),
                ("area_code", models.CharField(blank=True, max_length=20)),
                ("seen", models.PositiveIntegerField()),
                ("expected", models.FloatField()),
                ("chance", models.FloatField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待处置"), ("acknowledged", "已处置")],
                        default=yiwang.cases.topics.states.RiseState["OPEN"],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.officer",
                    ),
                ),
                (
                    "supervising_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="rises", to="topics.topic"
                    ),
                ),
            ],
            options={
                "ordering": ["-day", "chance", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("thing", "day"), name="rise_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["topic", "category"])), name="rise_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "acknowledged"])), name="rise_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "topic"), ("topic__isnull", False)),
                            models.Q(
                                ("kind", "category"), ("topic__isnull", True), models.Q(("category", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="rise_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("acknowledged_at__isnull", True), ("state", "open")),
                            models.Q(
                                ("acknowledged_at__isnull", False),
                                ("state", "acknowledged"),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rise_acknowledged_with_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="topics.topic"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [models.UniqueConstraint(fields=("topic", "case"), name="topic_member_once")],
            },
        ),
    ]
