"""Django's own statements as text and values, to be put into larger ones."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Statement = tuple[str, list[Any]]


def sql_of(rows: "QuerySet[Any, Any]") -> Statement | None:
    """A statement of Django's own as text and values; None where it sees beforehand that there is nothing."""
    try:
        text, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return text, list(values)


def rows_of(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
