"""What a model learnt from and how it stood beside the one before; nights, weeks and proposals: new, empty tables."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

STATES = {"active": "在用", "resting": "备用", "rejected": "未采用"}
CAUSES = {"first": "安装时训练", "categories": "类别表改了", "night": "夜间学习"}
ENDS = {
    "took_over": "新的一版更好，已换上",
    "kept": "新的一版更好，按设置没有自动换",
    "rejected": "新的一版没有更好，未采用",
    "few": "新核定的件还不够比",
    "same": "没有新学到的",
    "failed": "没有学成",
}
PROPOSALS = {"open": "待批准", "approved": "已批准", "refused": "未批准"}


def key() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("language", "0001_text_models"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="textmodel",
            name="state",
            field=models.CharField(choices=list(STATES.items()), max_length=8),
        ),
        migrations.AddField(
            model_name="textmodel",
            name="cause",
            field=models.CharField(choices=list(CAUSES.items()), db_default="first", default="first", max_length=10),
        ),
        migrations.AddField(model_name="textmodel", name="taught_until", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="textmodel", name="contest", field=models.JSONField(db_default={}, default=dict)
        ),
        migrations.AddField(
            model_name="textmodel", name="is_whole", field=models.BooleanField(db_default=True, default=True)
        ),
        migrations.AddConstraint(
            model_name="textmodel",
            constraint=models.CheckConstraint(
                condition=Q(state__in=["active", "resting", "rejected"]), name="language_model_state_known"
            ),
        ),
        migrations.CreateModel(
            name="Week",
            fields=[
                ("id", key()),
                ("monday", models.DateField(unique=True)),
                ("read", models.PositiveIntegerField(default=0)),
                ("sure", models.PositiveIntegerField(default=0)),
                ("told", models.JSONField(default=dict)),
                ("categories", models.JSONField(default=dict)),
                ("turned", models.JSONField(default=dict)),
                ("counted_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-monday", "id"),
                "constraints": [
                    models.CheckConstraint(condition=Q(sure__lte=F("read")), name="language_week_sure_of_read")
                ],
            },
        ),
        migrations.CreateModel(
            name="Night",
            fields=[
                ("id", key()),
                ("day", models.DateField(unique=True)),
                ("end", models.CharField(choices=list(ENDS.items()), max_length=10)),
                ("fresh", models.PositiveIntegerField(default=0)),
                ("judged", models.PositiveIntegerField(default=0)),
                ("overruled", models.PositiveIntegerField(default=0)),
                ("seconds", models.PositiveIntegerField(default=0)),
                (
                    "model",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="language.textmodel",
                    ),
                ),
            ],
            options={
                "ordering": ("-day", "id"),
                "constraints": [
                    models.CheckConstraint(condition=Q(end__in=list(ENDS)), name="language_night_end_known")
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", key()),
                ("reason", models.CharField(max_length=200)),
                ("state", models.CharField(choices=list(PROPOSALS.items()), default="open", max_length=8)),
                ("asked_by", models.CharField(max_length=64)),
                ("asked_label", models.CharField(max_length=120)),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.CharField(blank=True, max_length=64)),
                ("decided_label", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                ("refusal", models.CharField(blank=True, max_length=200)),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="language.textmodel",
                    ),
                ),
            ],
            options={
                "ordering": ("-asked_at", "-id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(state="open"), fields=("state",), name="language_one_open_proposal"
                    ),
                    models.CheckConstraint(
                        condition=Q(state__in=list(PROPOSALS)), name="language_proposal_state_known"
                    ),
                    models.CheckConstraint(
                        condition=Q(state="open", decided_at=None)
                        | (
                            ~Q(state="open")
                            & Q(decided_at__isnull=False)
                            & (~Q(decided_by=F("asked_by")) | Q(state="refused"))
                        ),
                        name="language_proposal_two_hands",
                    ),
                ],
            },
        ),
    ]
