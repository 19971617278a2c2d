"""What the mail sandbox keeps, in one SQLite file: every mail of every mailbox, as it was handed in, and how it misbehaves."""

import json
import time
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from yiwang.kit.drawers import Drawer

MAIL_FILE = "sandbox_mail.sqlite3"
"""Its name in DATA_DIR."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS mails (
    id INTEGER PRIMARY KEY AUTOINCREMENT, box TEXT NOT NULL, sender TEXT NOT NULL, raw BLOB NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS mails_box ON mails (box, id);
CREATE TABLE IF NOT EXISTS standing (id INTEGER PRIMARY KEY CHECK (id = 1), validity INTEGER NOT NULL, faults TEXT NOT NULL);
INSERT OR IGNORE INTO standing VALUES (1, 1, '{}');
"""


@dataclass(frozen=True, kw_only=True)
class MailFaults:
    """How the sandbox misbehaves, each for so many times: the IMAP side hangs up in the middle of a mail (`cut`) or after it
    (`hang_up`); the SMTP side hangs up once it has taken a mail, before it says so (`mute`), or refuses for now (`busy`).
    """

    cut: int = 0
    hang_up: int = 0
    mute: int = 0
    busy: int = 0

    @classmethod
    def read(cls, given: dict[str, Any]) -> "MailFaults":
        """From JSON. ValueError: a name it does not know."""
        if unknown := sorted(given.keys() - {one.name for one in fields(cls)}):
            raise ValueError(f"unknown faults: {', '.join(unknown)}")
        return cls(**{name: int(times) for name, times in given.items()})


@dataclass(frozen=True, kw_only=True)
class KeptMail:
    """One mail in one mailbox; `id` is its uid there."""

    id: int
    box: str
    sender: str
    raw: bytes = field(repr=False)
    at: float


class MailStore(Drawer):
    """The mailboxes, and what lies in them."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _SCHEMA)

    def keep(self, *, box: str, sender: str, raw: bytes) -> int:
        """Lay a mail into a mailbox, which is there as soon as somebody writes to it; its uid."""
        row = (box.strip().lower(), sender.strip().lower(), raw, time.time())
        with self.opened() as db:
            return int(db.execute("INSERT INTO mails (box, sender, raw, at) VALUES (?, ?, ?, ?)", row).lastrowid or 0)

    def of_box(self, box: str) -> list[KeptMail]:
        """A mailbox, oldest first."""
        return self._read("WHERE box = ? ORDER BY id", (box.lower(),))

    def latest(self, limit: int = 60) -> list[KeptMail]:
        """All mailboxes, newest first."""
        return self._read("ORDER BY id DESC LIMIT ?", (limit,))

    def mail(self, uid: int) -> KeptMail | None:
        """One mail."""
        return next(iter(self._read("WHERE id = ?", (uid,))), None)

    def remove(self, uid: int) -> None:
        """Take a mail away, as somebody else who reads the mailbox may."""
        with self.opened() as db:
            db.execute("DELETE FROM mails WHERE id = ?", (uid,))

    def next_uid(self) -> int:
        """The uid of the mail that comes next."""
        with self.opened() as db:
            row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'mails'").fetchone()
        return int(row[0]) + 1 if row else 1

    def validity(self) -> int:
        """As long as it is the same, uids mean the same."""
        with self.opened() as db:
            return int(db.execute("SELECT validity FROM standing").fetchone()[0])

    def renumber(self) -> None:
        """Give every mail another uid, as a server that was restored does."""
        with self.opened() as db:
            db.execute("UPDATE standing SET validity = validity + 1")
            rows = db.execute("SELECT box, sender, raw, at FROM mails ORDER BY id").fetchall()
            db.execute("DELETE FROM mails")
            db.execute("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'mails'")
            again = [tuple(row) for row in rows]
            db.executemany("INSERT INTO mails (box, sender, raw, at) VALUES (?, ?, ?, ?)", again)

    def faults(self) -> MailFaults:
        """How it misbehaves now."""
        with self.opened() as db:
            return MailFaults(**json.loads(db.execute("SELECT faults FROM standing").fetchone()[0]))

    def set_faults(self, faults: MailFaults) -> None:
        """Misbehave so from now on."""
        with self.opened() as db:
            db.execute("UPDATE standing SET faults = ?", (json.dumps(asdict(faults)),))

    def take_fault(self, name: str) -> bool:
        """Whether this fault is to happen now; one time less from here on."""
        with self.opened() as db:
            db.execute("BEGIN IMMEDIATE")
            found = json.loads(db.execute("SELECT faults FROM standing").fetchone()[0])
            if not found.get(name):
                return False
            found[name] -= 1
            db.execute("UPDATE standing SET faults = ?", (json.dumps(found),))
            return True

    def clear(self) -> None:
        """Forget all mails and faults; uids go on."""
        with self.opened() as db:
            db.execute("DELETE FROM mails")
            db.execute("UPDATE standing SET faults = '{}'")

    def _read(self, where: str, values: tuple[Any, ...]) -> list[KeptMail]:
        with self.opened() as db:
            rows = db.execute(f"SELECT * FROM mails {where}", values).fetchall()  # noqa: S608  words of our own
        return [KeptMail(**dict(row)) for row in rows]
