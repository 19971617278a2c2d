"""Backup and restore: database, files and a manifest in one folder a time; the secrets only where they are asked for.

Order matters: the database first, the files after it. A file is on disk before its row commits, so no row of the dump can lack
its bytes; bytes without a row are swept. Files never change once they are written, so a backup links what the one before it has.
"""

import hashlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo

import yiwang
from yiwang.config import postgres_host
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as record_queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.settings import SECRETS_FILE, Settings, settings

DUMP, FILES, MANIFEST = "database.dump", "files", "manifest.json"
FORMAT = 1
_STAMP = "%Y%m%dT%H%M%S"
_PARTIAL = ".partial"
_CHUNK = 1 << 20
BY = Actor.system("backup")
Say = Callable[[str], None]


class KeepingTrouble(Exception):
    """A backup or a restore cannot go on; the message says why and how to mend it."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup holds. Bytes; digests are SHA-256. `keys`: names of the data keys, never the keys."""

    format: int
    version: str
    made_at: str
    server: int
    dump_bytes: int
    dump_digest: str
    files: int
    files_bytes: int
    checkpoint: str
    keys: list[str]

    @property
    def digest(self) -> str:
        """Of the manifest itself: what the record keeps."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


# --- backup


def backup(folder: Path, *, keep: int = 0, secrets_to: Path | None = None, say: Say = lambda _: None) -> Path:
    """Write a backup into a new folder below `folder`, read it back, put it on record; the folder it lies in.

    `keep`: how many of the backups there stay (0: all). `secrets_to`: a folder elsewhere that gets a copy of the secrets.
    Raises `KeepingTrouble`; a failed try leaves nothing behind but its line on record.
    """
    stamp, began = clock.now().astimezone().strftime(_STAMP), time.monotonic()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = folder / (stamp + _PARTIAL)
    partial.mkdir(mode=0o700)
    try:
        with _noted(stamp):
            manifest = _write(partial, _newest(folder), say)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    made = folder / stamp
    partial.rename(made)
    size = manifest.dump_bytes + manifest.files_bytes
    record.note_backup(
        by=BY, stamp=stamp, size=size, seconds=int(time.monotonic() - began), digest=manifest.digest
    )  # fmt: skip
    if secrets_to:
        _keep_secrets(secrets_to)
    if keep:
        for old in backups(folder)[:-keep]:
            shutil.rmtree(old)
    return made


def backups(folder: Path) -> list[Path]:
    """The whole backups below a folder, oldest first."""
    return sorted(path for path in folder.iterdir() if (path / MANIFEST).exists() and path.suffix != _PARTIAL)


@contextmanager
def _noted(stamp: str) -> Iterator[None]:
    """A failure goes on record with the step it happened in."""
    try:
        yield
    except KeepingTrouble as trouble:
        record.note_backup(by=BY, stamp=stamp, failed_at=str(trouble)[:60])
        raise
    except OSError as error:
        record.note_backup(by=BY, stamp=stamp, failed_at=type(error).__name__)
        raise KeepingTrouble(f"写不进去：{error.strerror}。请检查备份目录的空间和权限") from error


def _newest(folder: Path) -> Path | None:
    found = backups(folder)
    return found[-1] if found else None


def _write(into: Path, before: Path | None, say: Say) -> Manifest:
    say("导出数据库")
    major = _server_version() // 10000
    program = postgres_host.binaries(str(major))
    _run([str(program / "pg_dump"), "--format=custom", "--compress=6", f"--file={into / DUMP}"], "导出数据库")
    say("核对导出的文件")
    _run([str(program / "pg_restore"), "--list", str(into / DUMP)], "核对导出的文件", connected=False)
    say("保存附件")
    count, size = _copy_files(settings().data_dir / "files", into / FILES, before / FILES if before else None)
    last = record_queries.last_checkpoint()
    manifest = Manifest(
        format=FORMAT,
        version=yiwang.__version__,
        made_at=clock.now().isoformat(),
        server=_server_version(),
        dump_bytes=(into / DUMP).stat().st_size,
        dump_digest=_digest_of(into / DUMP),
        files=count,
        files_bytes=size,
        checkpoint=str(last or ""),
        keys=_key_names(),
    )
    (into / MANIFEST).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    return manifest


def _copy_files(source: Path, into: Path, before: Path | None) -> tuple[int, int]:
    """Copy the vault, linking what the backup before has already; how many files and bytes it holds."""
    into.mkdir(mode=0o700)
    count = size = 0
    for path in sorted(source.rglob("*")) if source.exists() else []:
        if not path.is_file() or path.suffix == ".new":
            continue
        place = path.relative_to(source)
        (into / place).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        size += _link_or_copy(path, into / place, before / place if before else None)
        count += 1
    return count, size


def _link_or_copy(path: Path, to: Path, known: Path | None) -> int:
    """The file's size; a file that is erased while we look is none of ours any more."""
    try:
        size = path.stat().st_size
        if known and known.exists() and known.stat().st_size == size:
            try:
                os.link(known, to)
            except OSError:
                shutil.copy2(known, to)
        else:
            shutil.copy2(path, to)
    except FileNotFoundError:
        return 0
    return size


def _keep_secrets(folder: Path) -> None:
    source = Settings().data_dir / SECRETS_FILE
    if not source.exists():
        raise KeepingTrouble("密钥由环境变量给出，没有文件可存；请按您保管环境变量的办法另存一份")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    to = folder / SECRETS_FILE
    to.touch(mode=0o600)
    to.write_bytes(source.read_bytes())


# --- restore


def read(folder: Path) -> Manifest:
    """The manifest of a backup whose dump is whole. Raises `KeepingTrouble`."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise KeepingTrouble(f"{folder}不是一份完整的备份（{MANIFEST}读不出来）；请指到某一次备份的目录") from error
    if manifest.format != FORMAT:
        raise KeepingTrouble(f"这份备份是第{manifest.format}种格式，本程序只认第{FORMAT}种；请用做备份时的版本恢复")
    if _digest_of(folder / DUMP) != manifest.dump_digest:
        raise KeepingTrouble("数据库导出文件和清单对不上，可能没有传完整；请换一份备份")
    found = sum(1 for path in (folder / FILES).rglob("*") if path.is_file())
    if found != manifest.files:
        raise KeepingTrouble(f"附件应有{manifest.files}个，实有{found}个；请把备份目录拷贝完整再试")
    return manifest


def require_keys(manifest: Manifest) -> None:
    """The keys that the backup was written under are at hand. Raises `KeepingTrouble`."""
    if lacking := sorted(set(manifest.keys) - set(_key_names())):
        raise KeepingTrouble(f"缺少数据密钥{'、'.join(lacking)}，恢复了也打不开；请用--secrets指到另存的{SECRETS_FILE}")


def restore(folder: Path, manifest: Manifest, *, say: Say = lambda _: None) -> None:
    """Fill the empty database and the empty vault of this house from a backup. Raises `KeepingTrouble` where they are not empty.

    What comes after (rights, holding messages, verification) is the command line's.
    """
    require_empty()
    say("写回数据库")
    program = postgres_host.binaries(str(_server_version() // 10000))
    words = ["--exit-on-error", "--no-owner", "--no-privileges", "--jobs=2", str(folder / DUMP)]
    _run([str(program / "pg_restore"), *words], "写回数据库")
    say("写回附件")
    vault = settings().data_dir / "files"
    vault.parent.mkdir(parents=True, exist_ok=True)
    if vault.exists():
        vault.rmdir()
    _copy_files(folder / FILES, vault, None)


def require_empty() -> None:
    """Nothing is ever restored over something. Raises `KeepingTrouble`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        if cursor.fetchone()[0]:
            raise KeepingTrouble("数据库里已有数据；请另指一个空的DATA_DIR（或空的数据库），核对好再换过来")
    vault = settings().data_dir / "files"
    if vault.exists() and any(vault.rglob("*")):
        raise KeepingTrouble(f"{vault}里已有附件；请另指一个空的DATA_DIR")


def noted(folder: Path, manifest: Manifest) -> None:
    """Put the restore on record."""
    made = datetime.fromisoformat(manifest.made_at).astimezone().strftime(_STAMP)
    record.note_restore(by=Actor.system("restore"), stamp=made, digest=manifest.digest)


# --- shared


def _run(words: list[str], step: str, *, connected: bool = True) -> None:
    """A program of PostgreSQL, on our database; the password goes by the environment, never by the list of processes."""
    address = conninfo_to_dict(Settings().database_url)
    env = dict(os.environ) | {"PGPASSWORD": str(address.pop("password", ""))}
    where = [f"--dbname={make_conninfo('', **address)}"] if connected else []
    done = subprocess.run([*words, *where], capture_output=True, text=True, check=False, env=env)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["没有说明"])[-1]
        raise KeepingTrouble(f"{step}没有成功：{said[:300]}")


def _server_version() -> int:
    connection.ensure_connection()
    return int(connection.connection.info.server_version)


def _digest_of(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _key_names() -> list[str]:
    return sorted(pair.split(":", 1)[0] for pair in settings().data_keys.split(","))
