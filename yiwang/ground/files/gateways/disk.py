"""The vault: encrypted files under DATA_DIR/files, two letters a folder, written whole or not at all."""

import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag

from yiwang.kit.crypto import decrypt, encrypt
from yiwang.kit.errors import Unavailable
from yiwang.kit.settings import settings

THUMBNAIL = ".t"
_FRESH = ".new"


def _root() -> Path:
    return settings().data_dir / "files"


def _path(place: str) -> Path:
    return _root() / place[:2] / place


def _bound(place: str) -> str:
    """Bytes open only in the place they were written to: moved files are as good as changed ones."""
    return f"files_storedfile/{place}"


def new_place(sha256: str) -> str:
    """A place no other row has: one row's erasure can then never take another's bytes."""
    return f"{sha256}.{secrets.token_hex(8)}"


def put(place: str, data: bytes) -> None:
    """Write encrypted bytes to a place, on the disk for good when this returns. Unavailable: the disk refuses."""
    path = _path(place)
    fresh = path.with_name(path.name + _FRESH)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(encrypt(data, bound_to=_bound(place)))
            out.flush()
            os.fsync(out.fileno())
        fresh.rename(path)
        _sync_folder(path.parent)
    except OSError as fault:
        raise Unavailable("文件暂时存不下，是我们这边的问题。已填的内容还在，请过几分钟再传一次") from fault


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def get(place: str) -> bytes:
    """The plain bytes. Unavailable: they are gone, were changed, or their key is lost."""
    try:
        return decrypt(_path(place).read_bytes(), bound_to=_bound(place))
    except (OSError, InvalidTag, KeyError, IndexError, ValueError) as fault:
        raise Unavailable("这个文件暂时打不开，是我们这边的问题，请联系平台值班人员") from fault


def erase(place: str) -> None:
    """Take the bytes and the thumbnail away; nothing there is fine."""
    _path(place).unlink(missing_ok=True)
    _path(place + THUMBNAIL).unlink(missing_ok=True)


def older_than(age: timedelta, *, now: datetime) -> set[str]:
    """The places where anything was last written before `now - age`, leftovers of broken writes among them."""
    return {
        path.name.removesuffix(THUMBNAIL)
        for path in _root().glob("??/*")
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < now - age
    }
