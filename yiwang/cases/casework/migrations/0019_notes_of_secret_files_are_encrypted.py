"""Notes of files that are kept secret are encrypted now, the others stay clear."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from yiwang.kit.crypto import Secret

SECRET = ("sealed", "informant")


def _rewrite(apps: Apps, secret: bool) -> None:
    contacts = apps.get_model("casework", "Contact").objects
    for key, note in contacts.filter(case__confidentiality__in=SECRET).exclude(note="").values_list("pk", "note"):
        contacts.filter(pk=key).update(note=Secret(note) if secret else note)


def encrypt(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Sealed files are few: row by row."""
    _rewrite(apps, secret=True)


def lay_open(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """As it was."""
    _rewrite(apps, secret=False)


class Migration(migrations.Migration):
    dependencies = [("casework", "0018_notes_may_be_encrypted")]

    operations = [migrations.RunPython(encrypt, lay_open)]
