"""Texts of files that are sealed, or protect an informant, are encrypted now; the others stay clear."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from yiwang.kit.crypto import Secret

SECRET = ("sealed", "informant")
TEXTS = {
    "Appeal": ("case", ("place",)),
    "Consultation": ("appeal__case", ("conclusion", "minutes", "question")),
    "Designation": ("appeal__case", ("reason",)),
    "Dispute": ("appeal__case", ("reason",)),
    "HandBack": ("appeal__case", ("ground",)),
    "Instruction": ("appeal__case", ("report", "text")),
    "Opinion": ("consultation__appeal__case", ("text",)),
    "Part": ("appeal__case", ("answer", "task")),
    "Question": ("appeal__case", ("answer", "text")),
    "Reply": ("appeal__case", ("ground", "passed_note", "reason", "text")),
    "Request": ("appeal__case", ("opinion", "proof", "reason")),
    "Return": ("appeal__case", ("reason",)),
    "Supplement": ("appeal__case", ("text",)),
}


def _rewrite(apps: Apps, secret: bool) -> None:
    for name, (way, columns) in TEXTS.items():
        rows = apps.get_model("appeals", name).objects
        for key, *texts in rows.filter(**{f"{way}__confidentiality__in": SECRET}).values_list("pk", *columns):
            kept = {column: Secret(text) if secret else text for column, text in zip(columns, texts, strict=True)}
            rows.filter(pk=key).update(**kept)


def encrypt(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Sealed files are few: row by row."""
    _rewrite(apps, secret=True)


def lay_open(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """As it was."""
    _rewrite(apps, secret=False)


class Migration(migrations.Migration):
    dependencies = [("appeals", "0010_texts_of_secret_files_may_be_encrypted")]

    operations = [migrations.RunPython(encrypt, lay_open)]
