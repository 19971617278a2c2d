"""The portal's role tries everything there is, on a connection of its own, and PostgreSQL refuses all but the list."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from yiwang.config import roles
from yiwang.config.postgres import PORTAL
from yiwang.kit.settings import Settings

pytestmark = pytest.mark.django_db
RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
DENIED = "42501"
OURS = "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"


@pytest.fixture(scope="module")
def portal(django_db_setup, django_db_blocker) -> Iterator["psycopg.Connection[Any]"]:
    """The role itself, logged in: what it may do here it may do for ever."""
    with django_db_blocker.unblock():
        roles.grant_portal()
        name = connection.settings_dict["NAME"]
    with psycopg.connect(make_conninfo(Settings().portal_database_url, dbname=name)) as link:
        yield link
        link.rollback()


def tried(link: "psycopg.Connection[Any]", statement: Any) -> str:
    """The error's code; empty where it was let pass. Whatever it did is undone."""
    try:
        link.execute(statement)
    except psycopg.Error as error:
        return error.sqlstate or "?"
    else:
        return ""
    finally:
        link.rollback()


def rows(link: "psycopg.Connection[Any]", statement: str) -> list[tuple[Any, ...]]:
    found = link.execute(statement).fetchall()
    link.rollback()
    return found


def relations(link: "psycopg.Connection[Any]", kinds: str) -> list[str]:
    """Every relation of these kinds in every schema that is not PostgreSQL's own."""
    found = rows(
        link,
        "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_class c JOIN pg_namespace n"
        f" ON n.oid = c.relnamespace WHERE {OURS} AND c.relkind IN ({kinds}) ORDER BY 1",
    )
    return [name for (name,) in found]


def plain(name: str) -> str:
    return name.removeprefix("public.").strip('"')


def test_every_right_on_every_table(portal) -> None:
    tables = relations(portal, "'r','p','v','m','f'")
    assert len(tables) > 60, "the whole house stands here"
    for table in tables:
        has = {right for right in RIGHTS
               if rows(portal, f"SELECT has_table_privilege('{table}', '{right}')") == [(True,)]}  # fmt: skip
        assert has == roles.PORTAL_TABLES.get(plain(table), frozenset()), table


def test_nothing_may_be_handed_on(portal) -> None:
    for table in relations(portal, "'r','p','v','m','f'"):
        for right in RIGHTS:
            found = rows(portal, f"SELECT has_table_privilege('{table}', '{right} WITH GRANT OPTION')")
            assert found == [(False,)], (table, right)


def test_every_statement_on_every_table(portal) -> None:
    """Not only what the catalogue says: each is tried."""
    for table in relations(portal, "'r','p','v','m','f'"):
        name, allowed = sql.SQL(table), roles.PORTAL_TABLES.get(plain(table), frozenset())
        columns = roles.PORTAL_COLUMNS.get(plain(table), frozenset())
        statements = {
            "SELECT": "SELECT * FROM {}", "INSERT": "INSERT INTO {} DEFAULT VALUES", "DELETE": "DELETE FROM {}",
            "TRUNCATE": "TRUNCATE {}", "LOCK": "LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", "DROP": "DROP TABLE {}",
            "ALTER": "ALTER TABLE {} ADD COLUMN mine int",
        }  # fmt: skip
        for right, statement in statements.items():
            code = tried(portal, sql.SQL(statement).format(name))
            if right in allowed:
                assert code != DENIED, (table, right)
            elif right != "LOCK" or not allowed & {"UPDATE", "DELETE", "TRUNCATE"}:
                assert code, (table, right)
        if not allowed and not columns:
            assert tried(portal, sql.SQL("SELECT count(*) FROM {}").format(name)) == DENIED, table


def test_every_column(portal) -> None:
    """Where a table may not be read, single columns may, and these are all."""
    found: dict[str, set[str]] = {}
    for table, column, reads, writes in rows(
        portal,
        "SELECT c.relname, a.attname, has_column_privilege(c.oid, a.attnum, 'SELECT'),"
        " has_column_privilege(c.oid, a.attnum, 'UPDATE') OR has_column_privilege(c.oid, a.attnum, 'REFERENCES')"
        f" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid WHERE {OURS}"
        " AND c.relkind IN ('r','p','v','m') AND a.attnum > 0 AND NOT a.attisdropped",
    ):
        allowed = roles.PORTAL_TABLES.get(table, frozenset())
        assert not writes or "UPDATE" in allowed, (table, column)
        if reads and "SELECT" not in allowed:
            found.setdefault(table, set()).add(column)
    assert found == {table: set(columns) for table, columns in roles.PORTAL_COLUMNS.items()}


def test_what_was_posted_cannot_be_read_back(portal) -> None:
    assert tried(portal, "SELECT body FROM counter_envelope") == DENIED
    assert tried(portal, "SELECT number FROM counter_envelope") == DENIED
    assert tried(portal, "SELECT count(*) FROM counter_envelope WHERE taken_at IS NULL") == ""
    assert tried(portal, "SELECT epoch FROM counter_link") == DENIED


def test_every_sequence(portal) -> None:
    sequences = relations(portal, "'S'")
    assert len(sequences) > 50
    for sequence in sequences:
        may = plain(sequence) in roles.PORTAL_SEQUENCES
        assert tried(portal, f"SELECT nextval('{sequence}')") == ("" if may else DENIED), sequence
        assert tried(portal, f"SELECT setval('{sequence}', 1)") == DENIED, sequence
        if not may:
            assert tried(portal, f"SELECT last_value FROM {sequence}") == DENIED, sequence


def test_every_function(portal) -> None:
    """Ours by name; those that an extension brought compute and read nothing."""
    may = rows(
        portal,
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        f" WHERE {OURS} AND has_function_privilege(p.oid, 'EXECUTE')"
        " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')",
    )
    assert {name for (name,) in may} == set(roles.PORTAL_FUNCTIONS)
    assert rows(portal, "SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                        f" WHERE {OURS} AND p.prosecdef") == [(0,)], "none runs as somebody else"  # fmt: skip


def test_every_schema(portal) -> None:
    for (schema,) in rows(portal, "SELECT nspname FROM pg_namespace"):
        assert rows(portal, f"SELECT has_schema_privilege('{schema}', 'CREATE')") == [(False,)], schema
    for statement in ("CREATE TABLE mine (id int)", "CREATE TEMPORARY TABLE mine (id int)", "CREATE SCHEMA mine",
                      "CREATE VIEW mine AS SELECT 1", "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                      "CREATE TYPE mine AS (id int)", "CREATE SEQUENCE mine", "CREATE DOMAIN mine AS int"):  # fmt: skip
        assert tried(portal, statement), statement


def test_other_databases(portal) -> None:
    """It may connect to its own database and to no other of the server."""
    for name in {portal.info.dbname, "postgres", "template1"}:
        may = f"SELECT has_database_privilege('{name}', 'CREATE') OR has_database_privilege('{name}', 'TEMP')"
        assert rows(portal, may) == [(False,)], name
    for name in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(make_conninfo(Settings().portal_database_url, dbname=name))
    assert tried(portal, "CREATE DATABASE mine")


def test_other_roles(portal) -> None:
    attributes = "rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls OR rolinherit"
    assert rows(portal, f"SELECT {attributes} FROM pg_roles WHERE rolname = current_user") == [(False,)]
    for (name,) in rows(portal, "SELECT rolname FROM pg_roles WHERE rolname <> current_user"):
        assert tried(portal, sql.SQL("SET ROLE {}").format(sql.Identifier(name))) == DENIED, name
        assert tried(portal, sql.SQL("SET SESSION AUTHORIZATION {}").format(sql.Identifier(name))) == DENIED, name
        assert tried(portal, sql.SQL("GRANT {} TO {}").format(sql.Identifier(name), sql.Identifier(PORTAL))), name
    for statement in ("CREATE ROLE mine", f"ALTER ROLE {PORTAL} SUPERUSER", f"ALTER ROLE {PORTAL} CREATEROLE",
                      f"ALTER ROLE {PORTAL} BYPASSRLS"):  # fmt: skip
        assert tried(portal, statement) == DENIED, statement


@pytest.mark.parametrize("statement", [
    "SELECT pg_read_file('/etc/passwd')", "SELECT pg_read_binary_file('/etc/passwd')", "SELECT pg_ls_dir('.')",
    "SELECT pg_stat_file('/etc/passwd')", "SELECT pg_read_server_files()", "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY counter_attempt FROM PROGRAM 'true'", "COPY counter_attempt FROM '/etc/passwd'", "COPY (SELECT 1) TO '/tmp/yw-role'",
    "SELECT lo_creat(-1)", "SELECT lo_create(0)", "SELECT lo_from_bytea(0, 'x')", "SELECT lo_import('/etc/passwd')",
    "SELECT lo_export(1, '/tmp/yw-role')", "ALTER SYSTEM SET work_mem = '1GB'", "SELECT pg_reload_conf()",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> current_user", "CREATE EXTENSION dblink",
    "CREATE EXTENSION file_fdw", "CREATE FOREIGN DATA WRAPPER mine", "CREATE LANGUAGE mine", "LOAD 'auto_explain'",
    "SET session_replication_role = replica", "CREATE PUBLICATION mine", "CREATE EVENT TRIGGER mine ON ddl_command_start"
    " EXECUTE FUNCTION mine()", "SELECT rolpassword FROM pg_authid", "SELECT * FROM pg_largeobject",
    "SELECT pg_create_physical_replication_slot('mine')", "REINDEX TABLE counter_draft",
])  # fmt: skip
def test_ways_around_the_tables(portal, statement: str) -> None:
    portal.autocommit = statement.startswith("ALTER SYSTEM")
    try:
        assert tried(portal, statement), statement
    finally:
        portal.autocommit = False


def test_other_sessions_statements_are_hidden(portal) -> None:
    shown = rows(portal, "SELECT query FROM pg_stat_activity WHERE usename <> current_user AND query IS NOT NULL")
    assert {query for (query,) in shown} <= {"<insufficient privilege>", ""}


def test_a_new_table_is_closed_until_it_is_listed(portal, db) -> None:
    """Whoever adds a table next need not think of the portal."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.just_added (id bigserial, secret text)")
        roles.grant_portal()
        for right in RIGHTS:
            cursor.execute("SELECT has_table_privilege(%s, 'public.just_added', %s)", [PORTAL, right])
            assert cursor.fetchone() == (False,), right
        cursor.execute("SELECT has_sequence_privilege(%s, 'public.just_added_id_seq', 'USAGE')", [PORTAL])
        assert cursor.fetchone() == (False,)
        cursor.execute("CREATE FUNCTION public.just_added() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        roles.grant_portal()
        cursor.execute("SELECT has_function_privilege(%s, 'public.just_added()', 'EXECUTE')", [PORTAL])
        assert cursor.fetchone() == (False,)


def test_with_two_networks_the_inner_database_holds_nothing_for_it(db) -> None:
    roles.grant_portal()
    for _ in range(2):
        roles.close_to_portal()
        assert roles.portal_rights() == {}
        assert roles.portal_columns() == {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_sequence_privilege(%s, 'casework_number_seq', 'USAGE')", [PORTAL])
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proowner = current_user::regrole"
                       " AND has_function_privilege(%s, oid, 'EXECUTE')", [PORTAL])  # fmt: skip
        assert cursor.fetchone() == (0,)
