"""What `yiwang setup` does, any number of times: tables, the portal's rights, the default rules, in the demo its city."""

import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from yiwang.config import outer, roles, seed

log = logging.getLogger(__name__)

_LOCK_TIMEOUT = "10s"
"""A migration that cannot get its lock fails and is tried again, instead of queueing everybody behind it."""


def install(*, demo: bool) -> list[dict[str, Any]]:
    """Migrate, grant, seed. Returns the demo's logins (name, username, password), nothing outside of the demo."""
    migrate()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    seed.seed(demo=demo)
    if not demo:
        return []
    return [asdict(login) for login in seed.demo_logins()]


def migrate() -> None:
    """Bring the tables up to date and give the portal's role exactly its rights."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{_LOCK_TIMEOUT}'")
    call_command("migrate", interactive=False, verbosity=0)
    if not roles.role_exists():
        log.warning("the role yiwang_portal does not exist; create it and run `yiwang setup` again")
        return
    if outer.is_elsewhere():
        roles.close_to_portal()
        return
    missing = roles.grant_portal()
    if missing:
        log.warning("the portal's rights name relations that do not exist: %s", ", ".join(missing))
