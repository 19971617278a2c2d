"""Migrations: one line, named by intent, saying what the models say."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.house.tree import rooms

_NAMELESS = re.compile(r"^\d{4}_(auto_|alter_|initial$|rename_|remove_|\w+_more$|merge)")


def labels() -> set[str]:
    return {name.split(".")[1] for name in rooms()}


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    out = StringIO()
    try:
        call_command("makemigrations", *labels(), check=True, dry_run=True, stdout=out, verbosity=1)
    except SystemExit:
        pytest.fail(out.getvalue())


@pytest.mark.django_db
def test_one_line_each() -> None:
    graph = MigrationLoader(connection).graph
    for label in labels():
        assert len(graph.leaf_nodes(label)) <= 1, f"{label} has two ends"


def test_names_say_what_for() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = [(label, name) for label, name in loader.disk_migrations or {} if label in labels()]
    assert [f"{label}.{name}" for label, name in ours if _NAMELESS.match(name)] == []
    assert _NAMELESS.match("0002_alter_case_number")
    assert not _NAMELESS.match("0001_cases_and_numbers")


def test_schema_stands_apart_from_data() -> None:
    """A migration that changes tables does not also rewrite rows: it would hold its locks for as long as the rows take."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    mixed = []
    for (label, name), migration in (loader.disk_migrations or {}).items():
        kinds = {type(operation).__name__ for operation in migration.operations}
        if label in labels() and "RunPython" in kinds and kinds - {"RunPython", "RunSQL"}:
            mixed.append(f"{label}.{name}")
    assert mixed == []
