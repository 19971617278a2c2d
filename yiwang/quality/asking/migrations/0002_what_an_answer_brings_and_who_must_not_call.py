"""The body of an answer, the salt of its words, and officers who must not make a call."""

import django.contrib.postgres.fields
from django.db import migrations, models

import yiwang.kit.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("asking", "0001_whom_we_ask"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="ask",
            name="body",
            field=yiwang.kit.crypto.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name="ask",
            name="salt",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name="task",
            name="not_by",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), blank=True, default=list, size=None
            ),
        ),
    ]
