"""A standard may be read by citizens where whoever approves it says so; how often an answer helped is counted by day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0003_an_answer_ends_with_its_secret")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField("standard", "is_public", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("wording", "is_public", models.BooleanField(default=False, db_default=False)),
        migrations.CreateModel(
            name="Helpful",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("standard", "标准口径"),
                            ("answer", "公开问答"),
                            ("notice", "公告"),
                            ("guide", "本站指引"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("day", models.DateField()),
                ("useful", models.PositiveIntegerField(default=0, db_default=0)),
                ("useless", models.PositiveIntegerField(default=0, db_default=0)),
            ],
            options={
                "ordering": ["-day", "source", "key", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(source__in=["standard", "answer", "notice", "guide"]),
                        name="helpful_source_known",
                    ),
                    models.UniqueConstraint(fields=["source", "key", "day"], name="helpful_once_a_day"),
                ],
            },
        ),
    ]
