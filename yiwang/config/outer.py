"""The outer network's database: the counter's tables and the places, the portal's role, and nothing of the inner side."""

import logging

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from yiwang.cases.counter import queries as counter
from yiwang.config import roles
from yiwang.kit.settings import Settings

log = logging.getLogger(__name__)

ROOMS = ("places", "counter")
"""The rooms whose tables stand outside: neither points at a table of another room."""
_LOCK_TIMEOUT = "10s"


def is_elsewhere() -> bool:
    """Asked of the inner database: whether the portal lives in another one."""
    told = Settings()
    return bool(told.database_url_outer or told.two_networks) or counter.has_relay()


def migrate() -> None:
    """Bring the outer tables up to date and give the portal's role exactly its rights; run again it changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{_LOCK_TIMEOUT}'")
    for room in ROOMS:
        call_command("migrate", room, interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        # odd serials; how far the inner side has drawn comes with the relay's first batch, before any rule to promise by
        cursor.execute("CREATE SEQUENCE IF NOT EXISTS casework_number_seq START 10001 INCREMENT 2")
    if not roles.role_exists():
        log.warning("the role yiwang_portal does not exist; create it and run `yiwang migrate --outer` again")
        return
    if missing := roles.grant_portal():
        log.warning("the portal's rights name relations that do not exist: %s", ", ".join(missing))


def waiting_migrations() -> int:
    """How many migrations of the outer rooms have not run."""
    executor = MigrationExecutor(connection)
    targets = [node for node in executor.loader.graph.leaf_nodes() if node[0] in ROOMS]
    return len(executor.migration_plan(targets))


def strangers() -> list[str]:
    """Tables that stand here and should not: this is then not an outer database."""
    wanted = (*(f"{room}_" for room in ROOMS), "django_migrations")
    with connection.cursor() as cursor:
        return sorted(name for name in connection.introspection.table_names(cursor) if not name.startswith(wanted))
