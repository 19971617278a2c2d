"""Migrations: one line, named by intent, saying what the models say."""

import re
from io import StringIO

import pytest
from django.apps import apps
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
def test_the_tables_are_what_the_models_say() -> None:
    """Every column with its type and whether it may be empty, every constraint and index: nothing was lost on the way."""
    for model in apps.get_models():
        if model._meta.app_label not in labels():
            continue
        table, name = model._meta.db_table, model._meta.label
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT attname, format_type(atttypid, atttypmod), NOT attnotnull FROM pg_attribute"
                " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
                [table],
            )
            columns = {column: (kind, may_be_empty) for column, kind, may_be_empty in cursor.fetchall()}
            made = connection.introspection.get_constraints(cursor, table)
        asked = {field.column: (field, field.null) for field in model._meta.local_concrete_fields}
        assert columns.keys() == asked.keys(), name
        assert {column: empty for column, (_, empty) in columns.items()} == {
            column: empty for column, (_, empty) in asked.items()
        }, name
        pointed = {keys["columns"][0]: keys["foreign_key"] for keys in made.values() if keys["foreign_key"]}
        for column, (field, _) in asked.items():
            assert alike(columns[column][0], field.db_type(connection)), f"{name}.{column}"
            if field.remote_field and field.db_constraint:
                target = field.target_field
                assert pointed[column] == (target.model._meta.db_table, target.column), f"{name}.{column}"
        wanted = {one.name for one in (*model._meta.constraints, *model._meta.indexes)}
        assert wanted - made.keys() == set(), name


def alike(shown: str, asked: str) -> bool:
    """PostgreSQL's word for a type and Django's."""
    return shown == asked.replace("varchar", "character varying").replace(", ", ",")


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
