"""The portal's database role: exactly the border's tables, and PostgreSQL itself refuses the rest."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from yiwang.cases.counter.states import EnvelopeKind
from yiwang.config import roles
from yiwang.config.postgres import PORTAL

pytestmark = pytest.mark.django_db

INNER = (
    "casework_case", "appeals_appeal", "people_applicant", "access_account", "record_event", "record_look", "files_storedfile",
    "organisation_officer", "messaging_message", "rules_ruleset", "clocks_clock", "procrastinate_jobs", "django_session",
)  # fmt: skip


@pytest.fixture(autouse=True)
def granted() -> None:
    assert roles.grant_portal() == [], "the table of rights names what does not exist"


@contextmanager
def as_portal() -> Iterator[None]:
    """What follows runs under the portal's role; whatever it does is rolled back."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {PORTAL}")
        yield
        transaction.set_rollback(True)


def refused(statement: str) -> str:
    """The error PostgreSQL answers with under the portal's role; empty if it lets it pass."""
    try:
        with as_portal(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return str(error)
    return ""


def test_rights_are_exactly_the_table() -> None:
    assert roles.portal_rights() == dict(roles.PORTAL_TABLES)


def test_every_other_table_is_closed() -> None:
    open_tables = []
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in roles.PORTAL_TABLES and not refused(f'SELECT * FROM "{table}" LIMIT 1'):
            open_tables.append(table)
    assert open_tables == []


@pytest.mark.parametrize("table", INNER)
def test_the_inner_side_is_closed(table: str) -> None:
    if table in connection.introspection.table_names():
        assert "permission denied" in refused(f"SELECT * FROM {table} LIMIT 1")
        assert "permission denied" in refused(f"DELETE FROM {table}")


def test_an_envelope_cannot_be_changed_or_taken_back() -> None:
    assert "permission denied" in refused("UPDATE counter_envelope SET id = id")
    assert "permission denied" in refused("DELETE FROM counter_envelope")
    assert "permission denied" in refused("TRUNCATE counter_envelope")


def test_what_is_published_cannot_be_forged() -> None:
    for table in ("counter_projection", "counter_publication", "places_area", "places_place"):
        assert refused(f"SELECT * FROM {table} LIMIT 1") == ""
        assert "permission denied" in refused(f"UPDATE {table} SET id = id")
        assert "permission denied" in refused(f"DELETE FROM {table}")


def test_handing_in_an_envelope_wakes_the_worker() -> None:
    """The trigger that notifies runs under the portal's role, with the few functions it was given."""
    assert refused(
        "INSERT INTO counter_envelope (kind, number, nonce, body, posted_at, tries, trouble)"
        " VALUES ('submit', '', 'tests', '', now(), 0, '')".replace("submit", next(iter(EnvelopeKind)).value)
    ) == ""  # fmt: skip


def test_numbers_can_be_drawn_and_not_set_back() -> None:
    assert refused("SELECT nextval('casework_number_seq')") == ""
    assert "permission denied" in refused("SELECT setval('casework_number_seq', 1)")


def test_nothing_else_is_left_open() -> None:
    assert "permission denied" in refused("CREATE TABLE mine (id int)")
    assert "permission denied" in refused("CREATE TEMPORARY TABLE mine (id int)")
    assert refused("COPY (SELECT 1) TO PROGRAM 'true'")
    assert refused("SELECT pg_read_file('/etc/passwd')")
    assert refused("ALTER ROLE yiwang_portal SUPERUSER")


def test_granting_again_takes_back_what_was_given_by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT ON django_migrations TO {PORTAL}")
    assert "django_migrations" in roles.portal_rights()
    roles.grant_portal()
    assert "django_migrations" not in roles.portal_rights()
