"""What the portal's database role may touch, in one table; everything not named here is refused by PostgreSQL itself."""

from collections.abc import Mapping
from typing import Final

from django.db import connection
from psycopg import sql

from yiwang.config.postgres import PORTAL

PORTAL_TABLES: Final[Mapping[str, frozenset[str]]] = {
    # the border: what a citizen writes before and until it is an envelope
    "counter_draft": frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"}),
    "counter_parcel": frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"}),
    "counter_phonecheck": frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"}),
    "counter_attempt": frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"}),
    # written once, never changed by the outside; what was posted cannot be read back (PORTAL_COLUMNS)
    "counter_envelope": frozenset({"INSERT"}),
    # what the inner side publishes
    "counter_projection": frozenset({"SELECT", "INSERT"}),  # the first, with the receipt; only the inside renews it
    "counter_publication": frozenset({"SELECT"}),
    "counter_publicanswer": frozenset({"SELECT"}),
    "counter_publicguide": frozenset({"SELECT"}),
    "counter_publicresult": frozenset({"SELECT"}),
    "counter_personalview": frozenset({"SELECT"}),
    "counter_handout": frozenset({"SELECT", "DELETE"}),  # a copy is gone with its fetching
    "counter_invitation": frozenset({"SELECT", "UPDATE"}),  # a page is answered once, and says so afterwards
    "places_area": frozenset({"SELECT"}),
    "places_place": frozenset({"SELECT"}),
    "places_name": frozenset({"SELECT"}),
}
PORTAL_COLUMNS: Final[Mapping[str, frozenset[str]]] = {
    # what an insert gives back, and whether it was taken in
    "counter_envelope": frozenset({"id", "goes_first", "taken_at"}),
    # whether the other network was heard of lately
    "counter_link": frozenset({"id", "side", "heard_at"}),
}
"""Single columns that the portal may read where it may not read the table."""
PORTAL_SEQUENCES: Final = frozenset({"casework_number_seq"})
"""Public numbers are made at the counter, so that a receipt never waits for the inner side."""
PORTAL_FUNCTIONS: Final = frozenset({"_pgtrigger_should_ignore"})
"""Asked by the trigger on `counter_envelope` that wakes the worker; it reads a setting of the session and nothing else."""
RIGHTS: Final = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def grant_portal(*, role: str = PORTAL) -> list[str]:
    """Make the role's rights exactly those of the tables above; returns the names that do not exist (yet).

    Also takes from PUBLIC what PostgreSQL gives by default: our own functions, temporary tables, the schema.
    """
    tables, sequences = _relations("r", "p", "v"), _relations("S")
    who = sql.Identifier(role)
    _run(sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(who))
    _run(sql.SQL("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {}").format(who))
    _revoke_from_public()
    _run(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(who))
    for table, rights in PORTAL_TABLES.items():
        if table in tables:
            _run(_grant(" , ".join(sorted(rights)), "TABLE", table, who))
    for table, columns in PORTAL_COLUMNS.items():
        if table in tables:
            names = sql.SQL(", ").join(map(sql.Identifier, sorted(columns)))
            _run(sql.SQL("GRANT SELECT ({}) ON TABLE {} TO {}").format(names, sql.Identifier("public", table), who))
    for name in PORTAL_SEQUENCES & sequences:
        _run(_grant("USAGE", "SEQUENCE", name, who))
    for signature in _functions():
        if signature.partition("(")[0] in PORTAL_FUNCTIONS:
            _run(sql.SQL("GRANT EXECUTE ON FUNCTION " + signature + " TO {}").format(who))
    return sorted((set(PORTAL_TABLES) - tables) | (PORTAL_SEQUENCES - sequences))


def close_to_portal(*, role: str = PORTAL) -> None:
    """Two networks: in the inner database the portal's role has nothing at all."""
    who = sql.Identifier(role)
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        _run(sql.SQL(f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM {{}}").format(who))
    _revoke_from_public()
    _run(sql.SQL("REVOKE ALL ON SCHEMA public FROM {}").format(who))


def portal_columns(*, role: str = PORTAL) -> dict[str, frozenset[str]]:
    """Single columns that the role may read in tables it may not read as a whole, as PostgreSQL answers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0"
            " AND NOT a.attisdropped AND has_column_privilege(%s, c.oid, a.attnum, 'SELECT')"
            " AND NOT has_table_privilege(%s, c.oid, 'SELECT')",
            [role, role],
        )
        found: dict[str, set[str]] = {}
        for table, column in cursor.fetchall():
            found.setdefault(table, set()).add(column)
    return {table: frozenset(columns) for table, columns in found.items()}


def portal_rights(*, role: str = PORTAL) -> dict[str, frozenset[str]]:
    """What the role may really do with each table it may touch at all, as PostgreSQL answers."""
    found: dict[str, frozenset[str]] = {}
    with connection.cursor() as cursor:
        for table in sorted(_relations("r", "p", "v", "m")):
            cursor.execute(
                "SELECT r FROM unnest(%s::text[]) r WHERE has_table_privilege(%s, quote_ident(%s), r)",
                [list(RIGHTS), role, table],
            )
            if rights := frozenset(row[0] for row in cursor.fetchall()):
                found[table] = rights
    return found


def role_exists(*, role: str = PORTAL) -> bool:
    """A bureau's own server may not have the role yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None


def _revoke_from_public() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_user = pg_get_userbyid(datdba) FROM pg_database "
                       "WHERE datname = current_database()")  # fmt: skip
        database, is_owner = cursor.fetchone()
    for function in _functions():
        _run(sql.SQL("REVOKE EXECUTE ON FUNCTION " + function + " FROM PUBLIC"))
    if is_owner:
        _run(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
        _run(sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))


def _functions() -> list[str]:
    """Our own functions, as `name(arguments)`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid::regprocedure::text FROM pg_proc WHERE proowner = current_user::regrole")
        return [row[0] for row in cursor.fetchall()]


def _grant(rights: str, kind: str, name: str, who: sql.Identifier) -> sql.Composed:
    return sql.SQL(f"GRANT {rights} ON {kind} {{}} TO {{}}").format(sql.Identifier("public", name), who)


def _relations(*kinds: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = ANY(%s)",
            [list(kinds)],
        )
        return {row[0] for row in cursor.fetchall()}


def _run(statement: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
