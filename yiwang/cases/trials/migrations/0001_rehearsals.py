"""Rehearsals and what they found: new, empty tables."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

OPEN = ["waiting", "running"]
STATES = {"waiting": "等待开始", "running": "正在预演", "done": "预演完了", "cancelled": "已停止"}


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0016_by_the_rules_of_which_day"),
        ("rules", "0004_faces_and_notices"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Trial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("base_version", models.PositiveIntegerField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("state", models.CharField(choices=list(STATES.items()), default="waiting", max_length=10)),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("cursor_at", models.DateTimeField(null=True)),
                ("cursor_id", models.BigIntegerField(null=True)),
                ("sums", models.JSONField(default=dict)),
                ("begun_by", models.CharField(max_length=120)),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ruleset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rules.ruleset"
                    ),
                ),
            ],
            options={"ordering": ["-begun_at", "-id"]},
        ),
        migrations.CreateModel(
            name="TrialLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "trial",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="trials.trial"
                    ),
                ),
            ],
            options={"ordering": ["trial_id", "id"]},
        ),
        migrations.AddConstraint(
            "trial", models.UniqueConstraint(condition=Q(state__in=OPEN), fields=("ruleset",), name="trial_one_open")
        ),
        migrations.AddConstraint(
            "trial", models.CheckConstraint(condition=Q(state__in=list(STATES)), name="trial_state_known")
        ),
        migrations.AddConstraint(
            "trial", models.CheckConstraint(condition=Q(until__gt=F("since")), name="trial_period")
        ),
        migrations.AddConstraint(
            "trial",
            models.CheckConstraint(
                condition=Q(ended_at=None, state__in=OPEN) | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
                name="trial_ended_when_over",
            ),
        ),
        migrations.AddConstraint(
            "trialline", models.UniqueConstraint(fields=("trial", "case"), name="trial_line_once_a_case")
        ),
    ]
