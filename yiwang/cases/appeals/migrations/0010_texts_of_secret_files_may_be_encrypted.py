"""Texts of an appeal may be kept encrypted: short ones become text, which PostgreSQL does without touching a row."""

from typing import Any

from django.db import migrations

from yiwang.kit.crypto import SealableTextField

FIELDS: dict[tuple[str, str], dict[str, Any]] = {
    ("appeal", "place"): {"blank": True, "max_length": 120},
    ("consultation", "conclusion"): {"blank": True, "max_length": 2000},
    ("consultation", "minutes"): {"blank": True, "max_length": 5000},
    ("consultation", "question"): {"max_length": 1000},
    ("designation", "reason"): {"max_length": 300},
    ("dispute", "reason"): {"max_length": 2000},
    ("handback", "ground"): {"max_length": 300},
    ("instruction", "report"): {"blank": True, "max_length": 2000},
    ("instruction", "text"): {"max_length": 1000},
    ("opinion", "text"): {"blank": True, "max_length": 2000},
    ("part", "answer"): {"blank": True, "max_length": 2000},
    ("part", "task"): {"max_length": 1000},
    ("question", "answer"): {"blank": True, "max_length": 2000},
    ("question", "text"): {"max_length": 1000},
    ("reply", "ground"): {"blank": True, "max_length": 300},
    ("reply", "passed_note"): {"blank": True, "max_length": 300},
    ("reply", "reason"): {"blank": True, "max_length": 300},
    ("reply", "text"): {"blank": True},
    ("request", "opinion"): {"blank": True, "max_length": 300},
    ("request", "proof"): {"blank": True, "max_length": 120},
    ("request", "reason"): {"max_length": 300},
    ("return", "reason"): {"max_length": 300},
    ("supplement", "text"): {"blank": True, "max_length": 2000},
}


class Migration(migrations.Migration):
    """Nothing is rewritten."""

    dependencies = [("appeals", "0009_what_was_answered_on_a_day")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        *(migrations.AlterField(model, name, SealableTextField(**told)) for (model, name), told in FIELDS.items()),
    ]
