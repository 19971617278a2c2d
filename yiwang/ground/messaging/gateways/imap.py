"""Mail fetched by IMAP (RFC 3501)."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yiwang.ground.messaging.gateways.base import Rejected, Unreached
from yiwang.ground.messaging.gateways.mail import TIMEOUT, Account

MOST_BYTES = 40 * 1024 * 1024
"""A mail larger than this is read at its beginning only; providers take 50 MB at most."""
BEGINNING = 256 * 1024
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How the folder stands. `validity`: as long as it is the same, a uid names the same mail for ever (RFC 3501)."""

    validity: int
    next_uid: int


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """A mail as it lies there. `is_whole`: False where only its beginning was fetched, for its size."""

    uid: int
    raw: bytes = field(repr=False)
    size: int
    is_whole: bool


class Imap:
    """One folder, looked at and never changed: what was read stays unread there, and nothing is deleted."""

    def __init__(self, account: Account, *, folder: str = "INBOX", timeout: float = TIMEOUT) -> None:
        self._account, self._folder, self._timeout = account, folder, timeout
        self._link: imaplib.IMAP4 | None = None

    def look(self) -> Standing:
        """How the folder stands now. Raises Unreached; Rejected where the folder is not there."""
        with self._troubles():
            link = self._open()
            status, _ = link.select(f'"{self._folder}"', readonly=True)
            if status != "OK":
                raise Rejected("imap_folder", may_retry=True)
            return Standing(validity=_number(link, "UIDVALIDITY"), next_uid=_number(link, "UIDNEXT"))

    def uids(self, *, after: int, since: date | None = None) -> list[int]:
        """Uids above one, rising; `since`: of mails that came on that day or later alone."""
        asked = f"UID {after + 1}:*" + (f" SINCE {since.day}-{MONTHS[since.month - 1]}-{since.year}" if since else "")
        with self._troubles():
            status, said = self._open().uid("SEARCH", asked)
            if status != "OK":
                raise Rejected("imap_search", may_retry=True)
            found = {int(uid) for line in said if line for uid in line.split()}
            return sorted(uid for uid in found if uid > after)

    def fetch(self, uid: int) -> Fetched | None:
        """One mail; None where it is gone meanwhile."""
        with self._troubles():
            size = self._size(uid)
            if size is None:
                return None
            what = "BODY.PEEK[]" if size <= MOST_BYTES else f"BODY.PEEK[]<0.{BEGINNING}>"
            raw = self._literal(uid, f"({what})")
            return None if raw is None else Fetched(uid=uid, raw=raw, size=size, is_whole=size <= MOST_BYTES)

    def close(self) -> None:
        """Say goodbye, where anybody is left to hear it."""
        link, self._link = self._link, None
        if link is not None:
            with suppress(OSError, imaplib.IMAP4.error):
                link.logout()

    def _size(self, uid: int) -> int | None:
        _, said = self._open().uid("FETCH", str(uid), "(RFC822.SIZE)")
        found = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(_flat(said)))
        return int(found[1]) if found else None

    def _literal(self, uid: int, what: str) -> bytes | None:
        _, said = self._open().uid("FETCH", str(uid), what)
        return next((bytes(piece[1]) for piece in said if isinstance(piece, tuple)), None)

    def _open(self) -> imaplib.IMAP4:
        if self._link is None:
            self._link = _signed_in(self._account, self._timeout)
        return self._link

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        """Whatever goes wrong, the next look begins with a fresh connection."""
        try:
            yield
        except (OSError, imaplib.IMAP4.error, EOFError) as trouble:
            self.close()
            is_away = isinstance(trouble, (OSError, imaplib.IMAP4.abort, EOFError))
            raise Unreached("imap_unreached" if is_away else "imap_refused") from trouble


def _signed_in(account: Account, timeout: float) -> imaplib.IMAP4:
    """Greeted and signed in. NetEase's servers show a mailbox only to programs that say their name (RFC 2971)."""
    server = account.server
    if server.is_sealed:
        link: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            server.host, server.port, ssl_context=ssl.create_default_context(), timeout=timeout
        )
    else:
        link = imaplib.IMAP4(server.host, server.port, timeout=timeout)
    if server.is_upgraded:
        link.starttls(ssl.create_default_context())
    link.login(account.user, account.password)
    if "ID" in link.capabilities:
        link.xatom("ID", '("name" "yiwang" "version" "1")')
    return link


def _number(link: imaplib.IMAP4, name: str) -> int:
    """A number that came with the folder; where the server does not say the next uid, none is known to come."""
    _, said = link.response(name)
    return int(said[0]) if said and said[0] else 0


def _flat(said: list[Any]) -> list[bytes]:
    return [bytes(part) for piece in said if piece for part in (piece if isinstance(piece, tuple) else (piece,))]
