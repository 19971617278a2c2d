"""Golden folders: what each run would make alike is made once, under build/golden, and copied.

One there is: a stopped server with the migrated, empty test database and a second one in which the city stands. Its name bears
the digest of all that makes it (the house with its data, the demo's tables, the lock, the secrets of tests, PostgreSQL), so a
change makes a new one; whoever comes first makes it, the others wait. What has not been used for an hour is thrown away
by itself; throw it all away with `rm -r build/golden`. `YIWANG_GOLDEN=no` makes everything from nothing.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "golden"
CITY = "test_yiwang_city"
_HOUR = 3600.0
_SOURCES = ("yiwang", "demo", "tests/city.py", "tests/golden.py", "requirements.lock")
_BY_THE_WAY = {"__pycache__", "static", "templates", "locale"}
"""Not in the database."""


def hash_lightly() -> None:
    """A password is hashed slowly by design; tests hash hundreds, and what they ask is the same at any cost."""
    Argon2PasswordHasher.time_cost = Argon2PasswordHasher.parallelism = 1
    Argon2PasswordHasher.memory_cost = 64


def _files() -> Iterator[Path]:
    for name in _SOURCES:
        path = ROOT / name
        for folder, inner, files in os.walk(path):
            inner[:] = [one for one in inner if one not in _BY_THE_WAY]
            yield from (Path(folder) / one for one in files)
        if path.is_file():
            yield path


def digest(*made_with: str) -> str:
    """Of everything that a golden folder comes from."""
    sum_ = hashlib.sha256("\0".join(made_with).encode())
    for path in sorted(_files()):
        sum_.update(f"{path.relative_to(ROOT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return sum_.hexdigest()[:20]


def lay(into: Path, *, binaries: Path, env: Mapping[str, str]) -> bool:
    """Copy the golden server into this data folder, making it first if need be. False: none is wanted."""
    if os.environ.get("YIWANG_GOLDEN") == "no":
        return False
    program = (binaries / "postgres").stat()
    given = sorted(f"{name}={value}" for name, value in env.items())
    kept = FOLDER / digest(str(binaries), str(program.st_mtime_ns), sys.version, *given)
    with _alone(kept):
        if not kept.exists():
            _sweep()
            _make(kept, env)
        os.utime(kept)
        _copy(kept, into)
    return True


def is_there(connection: Any) -> bool:
    """Whether the city stands beside the test database on this connection's server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [CITY])
        return cursor.fetchone() is not None


@contextmanager
def _alone(kept: Path) -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _copy(folder: Path, into: Path) -> None:
    subprocess.run(["cp", "-a", "--reflink=auto", "--no-target-directory", str(folder), str(into)], check=True)
    into.chmod(0o755)  # the server's own user walks through it


def _make(kept: Path, env: Mapping[str, str]) -> None:
    """In a folder that the server's own user reaches, and kept under its name only when it is whole."""
    work = Path(tempfile.mkdtemp(prefix="yw-golden-"))
    work.chmod(0o755)
    outside = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
    try:
        subprocess.run(
            [sys.executable, "-m", "tests.golden", str(work / "data")],
            check=True, cwd=ROOT, env={**outside, **env, "DATA_DIR": str(work / "data")},
        )  # fmt: skip
        whole = kept.with_suffix(".part")
        shutil.rmtree(whole, ignore_errors=True)
        _copy(work / "data", whole)
        whole.rename(kept)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _sweep() -> None:
    for path in FOLDER.iterdir():
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _HOUR:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _found(data: Path) -> None:
    """A server, its test database, and beside it the same with the city."""
    from yiwang.config import postgres

    hash_lightly()
    data.mkdir()
    data.chmod(0o755)
    with postgres.running(data, durable=False, own=True) as server:
        os.environ |= {"DATABASE_URL": server.url, "PORTAL_DATABASE_URL": server.portal_url}
        os.environ["DJANGO_SETTINGS_MODULE"] = "yiwang.config.settings"
        import django
        from django.db import connection

        django.setup()
        from tests import city

        empty = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        with connection._nodb_cursor() as cursor:
            connection.close()
            cursor.execute(f"CREATE DATABASE {CITY} TEMPLATE {empty}")
        connection.settings_dict["NAME"] = CITY
        city.found()
        connection.close()


if __name__ == "__main__":
    _found(Path(sys.argv[1]))
