"""Loaded before anything else (`-p tests.plugin`): a test run's own secrets, data folder and throw-away PostgreSQL.

`DATABASE_URL` given: that server is used. Else an embedded one is started the first time a collected test wants a database,
on a folder of this run alone, so that any number of runs stand side by side. `YIWANG_PG_BIN` chooses another PostgreSQL.
The server's tables and the demo city are copied from where the first run made them (tests/golden.py).
"""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests import golden
from yiwang.config import postgres

SECRETS = {
    "YIWANG_SECRET_KEY": "tests-only-secret-key-tests-only-secret-key-tests-only",
    "YIWANG_DATA_KEYS": "t1:" + "0123456789abcdef" * 4,
    "YIWANG_INDEX_KEY": "fedcba9876543210" * 4,
    "YIWANG_CHECKPOINT_KEY": "00112233445566778899aabbccddeeff" * 2,
    "YIWANG_SMS_ACCESS_KEY_ID": "yw-tests",
    "YIWANG_SMS_ACCESS_KEY_SECRET": "yw-tests-secret",
    "YIWANG_SECURE_COOKIES": "false",
}
_KEPT = ("YIWANG_PG_BIN", "YIWANG_ATTACK", "YIWANG_GOLDEN")


class _Run:
    """What this run made and must take away again."""

    folder: Path | None = None
    server: postgres.Server | None = None


def _settle() -> None:
    """Only our own variables: a developer's `.env` or a running demo must not leak into a test."""
    for name in [name for name in os.environ if name.startswith("YIWANG_") and name not in _KEPT]:
        del os.environ[name]
    os.environ.update(SECRETS)
    _Run.folder = Path(tempfile.mkdtemp(prefix="yw-test-"))
    _Run.folder.chmod(0o755)  # the server's own user walks through it; what it holds is closed by itself
    os.environ["DATA_DIR"] = str(_Run.folder)
    if not os.environ.get("DATABASE_URL"):
        where = postgres.locate(_Run.folder, durable=False)
        os.environ["DATABASE_URL"] = where.url
        os.environ["PORTAL_DATABASE_URL"] = where.portal_url
        _Run.server = where


def _leave() -> None:
    if _Run.server:
        _Run.server.stop()
    if _Run.folder:
        shutil.rmtree(_Run.folder, ignore_errors=True)


gc.disable()  # while the house and its tests are loaded
_settle()
golden.hash_lightly()
atexit.register(_leave)  # a run that fails before it begins is never unconfigured


def _wants_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(
        fixtures & {"db", "transactional_db", "live_server"}
    )


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the server only for a run that needs it: unit tests alone stay instant."""
    gc.freeze()  # the house and its tests stay to the end: looking through them again and again is a twentieth of a run
    gc.set_threshold(100_000, 20, 100)
    gc.enable()
    server = _Run.server
    if (
        server
        and server.process is None
        and any(map(_wants_database, session.items))
        and not session.config.option.collectonly
    ):
        assert _Run.folder
        if golden.lay(_Run.folder, binaries=postgres.binaries(), env=SECRETS):
            session.config.option.reuse_db = True  # pytest-django then asks only whether a migration is missing
        _Run.server = postgres.obtain(_Run.folder, durable=False, own=True)


def pytest_unconfigure() -> None:
    """Leave nothing behind: no process, no socket, no folder."""
    _leave()
