"""An embedded PostgreSQL's whole life: found, made, started, stopped and mended on one data folder.

Why trust and not passwords: the server listens on no network address, only on a Unix socket inside a folder of mode 0700 that
belongs to the server's own user. Who can reach the socket could read the data files as well, so a password in a file beside
them would guard nothing. The two roles still part what the portal's SQL may touch; a bureau that runs the portal on a machine of
its own gives `DATABASE_URL` and `PORTAL_DATABASE_URL` with passwords and does not use this module.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from yiwang.config.postgres_host import (
    SOCKET,
    DatabaseTrouble,
    binaries,
    cache_megabytes,
    dropped,
    environment,
    server_user,
    socket_folder,
)
from yiwang.kit.settings import Settings

DATABASE = "yiwang"
OWNER = "yiwang"
PORTAL = "yiwang_portal"
OUTER = "yiwang_outer"
"""Database and owning role of the outer network, where a data folder holds both."""
_ADMIN = "postgres"
_PORTAL_LIMITS = {"statement_timeout": "15s", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "30s"}
"""A citizen's page is never worth more; what the outside asks must not hold the inside up."""
_START_SECONDS = 60.0
"""Enough for crash recovery; an ordinary start takes half a second."""
_STOP_SECONDS = 20.0
_POLL = 0.05


@dataclass
class Server:
    """A running embedded server. `process` is None where somebody else's command runs it."""

    cluster: Path
    sockets: Path
    durable: bool = True
    process: subprocess.Popen[bytes] | None = None
    _lock: int | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Address for the owner's role, the inner side."""
        return self.address(OWNER)

    @property
    def portal_url(self) -> str:
        """Address for the portal's role."""
        return self.address(PORTAL)

    @property
    def outer_url(self) -> str:
        """Address of the outer database for its own role."""
        return self.address(OUTER, OUTER)

    @property
    def outer_portal_url(self) -> str:
        """Address of the outer database for the portal's role."""
        return self.address(PORTAL, OUTER)

    def address(self, role: str, database: str = DATABASE) -> str:
        """A libpq address over the private socket."""
        return f"postgresql:///{database}?host={quote(str(self.sockets), safe='')}&user={role}"

    def alive(self) -> bool:
        """The server process we started is still there (True also for somebody else's that answers)."""
        return self.process.poll() is None if self.process else _answers(self)

    def restart(self) -> None:
        """Start again after a crash; PostgreSQL recovers by itself."""
        _clear_stale(self)
        _launch(self)

    def stop(self) -> None:
        """Fast shutdown (SIGINT): open transactions are rolled back, everything committed is on disk."""
        if self.process:
            _end(self.process)
            self.process = None
            if self.sockets != self.cluster:
                shutil.rmtree(self.sockets, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@contextmanager
def running(data_dir: Path, *, durable: bool = True, own: bool = False) -> Iterator[Server]:
    """The server of this data folder: the one that runs already, else one for the caller's own time.

    `durable=False` (throw-away tests) skips every fsync. `own=True` demands to be the one who starts it.
    Raises `DatabaseTrouble` with how to mend it.
    """
    server = obtain(data_dir, durable=durable, own=own)
    try:
        yield server
    finally:
        server.stop()


def obtain(data_dir: Path, *, durable: bool = True, own: bool = False) -> Server:
    """As `running`, for callers that stop it themselves."""
    server = locate(data_dir, durable=durable)
    until = time.monotonic() + (_STOP_SECONDS if own else _START_SECONDS)
    server.cluster.parent.mkdir(parents=True, exist_ok=True)
    while not _lock(server):
        if not own and _answers(server):
            return server
        if time.monotonic() > until:
            raise DatabaseTrouble(f"{server.cluster} 正由另一个 yiwang 使用；请先停下它，或用 DATA_DIR 另指一个目录")
        time.sleep(_POLL)
    try:
        _await_leaver(server)
        if not (server.cluster / "PG_VERSION").exists():
            _create(server)
        _launch(server)
        _furnish(server)
    except BaseException:
        server.stop()
        raise
    return server


def locate(data_dir: Path, *, durable: bool = True) -> Server:
    """Where this data folder's server stands or would stand; starts nothing."""
    cluster = data_dir.resolve() / "postgres"
    return Server(cluster=cluster, sockets=socket_folder(cluster), durable=durable)


@contextmanager
def ensure_url() -> Iterator[str]:
    """The inner database for one command: DATABASE_URL, else the server of DATA_DIR, else one for the command's own time.

    Sets `DATABASE_URL` and `PORTAL_DATABASE_URL` for what is loaded after it, so enter it before Django's settings load.
    """
    house = Settings()
    if house.database_url:
        yield house.database_url
        return
    with running(house.data_dir) as server:
        os.environ["DATABASE_URL"] = server.url
        if has_outer(server):
            os.environ.setdefault("DATABASE_URL_OUTER", server.outer_url)
            os.environ.setdefault("PORTAL_DATABASE_URL", server.outer_portal_url)
        os.environ.setdefault("PORTAL_DATABASE_URL", server.portal_url)
        try:
            yield server.url
        finally:
            os.environ.pop("DATABASE_URL", None)


def trigrams_work(url: str) -> bool:
    """Chinese trigrams are not silently empty, as they are under the plain C locale. Leaves nothing in the database."""
    with psycopg.connect(url) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        row = connection.execute("SELECT cardinality(show_trgm('户口'))").fetchone()
        connection.rollback()
    return bool(row and row[0])


def _prepare_sockets(server: Server) -> None:
    if server.sockets == server.cluster:
        return
    user = server_user(server.cluster)
    with suppress(FileExistsError):
        server.sockets.mkdir(mode=0o700)
        os.chown(server.sockets, user.pw_uid, user.pw_gid)
    found = server.sockets.lstat()
    if server.sockets.is_symlink() or found.st_uid != user.pw_uid or found.st_mode & 0o077:
        raise DatabaseTrouble(f"{server.sockets} 不是本系统建的；请移走它，或换一个更短的 DATA_DIR")


# --- making, starting, ending


def _run_as_server(server: Server, folder: Path, words: Sequence[str]) -> None:
    done = subprocess.run(
        [*dropped(server.cluster, folder), *words],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=environment(),
    )
    if done.returncode:
        raise DatabaseTrouble(f"{Path(words[0]).name} 失败：{(done.stderr or done.stdout).strip()[-600:]}")


def _create(server: Server) -> None:
    """`initdb` in the C.UTF-8 locale: anything else loses Chinese trigrams or sorts by the machine's taste.

    Made aside and renamed when whole, so that an interrupted first start leaves nothing half-made behind.
    """
    user, folder = server_user(server.cluster), binaries()
    made = replace(server, cluster=server.cluster.with_name("postgres.new"))
    shutil.rmtree(made.cluster, ignore_errors=True)
    made.cluster.mkdir(mode=0o700)
    os.chown(made.cluster, user.pw_uid, user.pw_gid)
    words = [str(folder / "initdb"), "-D", str(made.cluster), "-U", _ADMIN, "-E", "UTF8", "--locale=C.UTF-8"]
    safety = ["--data-checksums"] if server.durable else ["--no-sync"]
    _run_as_server(made, folder, [*words, *safety, "--auth-local=trust", "--auth-host=reject"])
    made.cluster.rename(server.cluster)


def _options(server: Server) -> list[str]:
    """What differs from PostgreSQL's own defaults. Statements and row details stay out of its log: they hold people's data."""
    wanted = {
        "listen_addresses": "",
        "unix_socket_directories": str(server.sockets),
        "unix_socket_permissions": "0700",
        "max_connections": "60",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_line_prefix": "%m [%p] ",
        "timezone": "UTC",
        "jit": "off",  # no statement of ours runs as long as compiling it takes
    }
    if server.durable:
        wanted |= {"shared_buffers": f"{cache_megabytes()}MB", "max_wal_size": "4GB", "random_page_cost": "1.1"}
    else:
        wanted |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
    return [word for name, value in wanted.items() for word in ("-c", f"{name}={value}")]


def _launch(server: Server) -> None:
    """Start `postgres` as our foreground child and wait until it answers."""
    folder = binaries((server.cluster / "PG_VERSION").read_text().strip())
    _prepare_sockets(server)
    log_path = server.cluster.parent / "postgres.log"
    with log_path.open("wb") as log:
        server.process = subprocess.Popen(
            [*dropped(server.cluster, folder), str(folder / "postgres"), "-D", str(server.cluster), *_options(server)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=environment(),
            start_new_session=True,  # Ctrl-C reaches us alone; we end the server last
        )
    until = time.monotonic() + _START_SECONDS
    while not _answers(server):
        if server.process.poll() is not None or time.monotonic() > until:
            _end(server.process)
            raise DatabaseTrouble(f"数据库没有起来：{log_path.read_text(errors='replace').strip()[-600:]}")
        time.sleep(_POLL)


def _end(process: subprocess.Popen[bytes]) -> None:
    """SIGINT is the fast shutdown; SIGQUIT (recover at the next start) only where that hangs."""
    for sign in (signal.SIGINT, signal.SIGQUIT):
        with suppress(ProcessLookupError):
            process.send_signal(sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)
            return


def _answers(server: Server) -> bool:
    if not (server.sockets / SOCKET).exists():
        return False
    try:
        psycopg.connect(server.address(_ADMIN, "template1"), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _furnish(server: Server) -> None:
    """The two roles and the database; already there, nothing changes."""
    with psycopg.connect(server.address(_ADMIN, "postgres"), autocommit=True) as admin:
        have = {row[0] for row in admin.execute("SELECT rolname FROM pg_roles").fetchall()}
        for role, rights in ((OWNER, "CREATEDB CREATEROLE"), (PORTAL, "NOINHERIT")):
            if role not in have:
                admin.execute(sql.SQL("CREATE ROLE {} LOGIN " + rights).format(sql.Identifier(role)))
        admin.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(PORTAL), sql.Identifier(OWNER)))
        for name, value in _PORTAL_LIMITS.items():
            admin.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(sql.Identifier(PORTAL), sql.Identifier(name), value)
            )
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*map(sql.Identifier, (DATABASE, OWNER))))
        for name in ("postgres", "template1", DATABASE):
            admin.execute(sql.SQL("REVOKE CONNECT, TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
            admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(*map(sql.Identifier, (name, OWNER))))
        if not has_outer(server):
            admin.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(*map(sql.Identifier, (DATABASE, PORTAL)))
            )
    for name in ("template1", DATABASE):
        _close_large_objects(server, name)
    if not trigrams_work(server.url):
        raise DatabaseTrouble("这个数据库的区域设置会丢掉中文检索；请删去数据目录重建（initdb --locale=C.UTF-8）")


_LARGE_OBJECTS = ("lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)")


def _close_large_objects(server: Server, database: str) -> None:
    """Anybody may make large objects by default, past every right on tables; we have none, so nobody may."""
    with psycopg.connect(server.address(_ADMIN, database), autocommit=True) as admin:
        for function in _LARGE_OBJECTS:
            admin.execute(sql.SQL("REVOKE EXECUTE ON FUNCTION pg_catalog." + function + " FROM PUBLIC"))


def has_outer(server: Server) -> bool:
    """Whether this server holds the outer network's database too; once it does, it stays so."""
    with psycopg.connect(server.address(_ADMIN, "postgres"), autocommit=True) as admin:
        return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [OUTER]).fetchone() is not None


def split(server: Server) -> None:
    """Give the outer network a database and a role of its own; the portal's role leaves the inner one. Split already: nothing."""
    with psycopg.connect(server.address(_ADMIN, "postgres"), autocommit=True) as admin:
        if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OUTER]).fetchone():
            admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(OUTER)))
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [OUTER]).fetchone():
            admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*map(sql.Identifier, (OUTER, OUTER))))
        outer, inner, portal = map(sql.Identifier, (OUTER, DATABASE, PORTAL))
        admin.execute(sql.SQL("REVOKE CONNECT, TEMPORARY ON DATABASE {} FROM PUBLIC").format(outer))
        admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(outer, portal))
        admin.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM {}").format(inner, portal))
    _close_large_objects(server, OUTER)


# --- one starter at a time, and what a crash leaves


def _lock(server: Server) -> bool:
    """Be the one who may start it; the lock ends with our process, however it dies."""
    handle = os.open(server.cluster.parent / "postgres.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return False
    server._lock = handle
    return True


def _postmaster(server: Server) -> int | None:
    """The process that really serves this cluster, by its working folder; a mere number in a pid file proves nothing."""
    try:
        pid = int((server.cluster / "postmaster.pid").read_text().split()[0])
        return pid if Path(f"/proc/{pid}/cwd").resolve(strict=True) == server.cluster else None
    except (OSError, ValueError, IndexError):
        return None


def _await_leaver(server: Server) -> None:
    """A server whose starter was killed is told to leave by PDEATHSIG: wait for it, and end it ourselves if it lingers."""
    until = time.monotonic() + _STOP_SECONDS / 2
    while (pid := _postmaster(server)) is not None and time.monotonic() < until + _STOP_SECONDS:
        if time.monotonic() > until:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)  # its working folder is our cluster: it is ours
        time.sleep(_POLL)
    _clear_stale(server)


def _clear_stale(server: Server) -> None:
    """Remove the lock files of a dead server, so that a stranger who now has its number cannot keep us out."""
    until = time.monotonic() + _STOP_SECONDS
    while _leftovers(server) and time.monotonic() < until:
        time.sleep(_POLL)
    if _postmaster(server) is None:
        for path in (server.cluster / "postmaster.pid", server.sockets / f"{SOCKET}.lock", server.sockets / SOCKET):
            path.unlink(missing_ok=True)


def _leftovers(server: Server) -> bool:
    """Children of a killed postmaster that have not left yet: starting beside them would corrupt the data."""
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and (entry / "cwd").resolve(strict=True) == server.cluster:
                return True
    return False
