"""What the WeChat sandbox keeps, in one SQLite file: people with what they may still be told, chats, pictures, menu, faults."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yiwang.kit.drawers import Drawer

_SCHEMA = """
CREATE TABLE IF NOT EXISTS people (openid TEXT PRIMARY KEY, name TEXT NOT NULL, follows INTEGER NOT NULL DEFAULT 1,
    quota INTEGER NOT NULL DEFAULT 0, until REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS said (id INTEGER PRIMARY KEY AUTOINCREMENT, openid TEXT NOT NULL, is_ours INTEGER NOT NULL,
    kind TEXT NOT NULL, text TEXT NOT NULL, media TEXT NOT NULL DEFAULT '', at REAL NOT NULL, note TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS said_openid ON said (openid, id);
CREATE TABLE IF NOT EXISTS media (id TEXT PRIMARY KEY, mime TEXT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS sent_once (name TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
PEOPLE = {
    "oSandboxPhone000000000000001": "手机甲",
    "oSandboxPhone000000000000002": "手机乙",
    "oSandboxPhone000000000000003": "手机丙",
}
"""Three phones that follow the account."""
AFTER_WORDS, AFTER_TAP = (5, 48 * 3600.0), (3, 60.0)
"""Messages, and seconds, that somebody's word or tap allows the account (the platform's rule since 2023-06-12)."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One line of a chat. `is_ours`: the bureau said it. `note`: what came of bringing it to the bureau."""

    id: int
    openid: str
    is_ours: bool
    kind: str
    text: str
    media: str
    at: float
    note: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """A phone. `quota`, `until`: what it may still be told, and till when."""

    openid: str
    name: str
    follows: bool
    quota: int
    until: float


class Store(Drawer):
    """The chats of the played phones."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _SCHEMA)
        with self.opened() as db:
            db.executemany("INSERT OR IGNORE INTO people (openid, name) VALUES (?, ?)", PEOPLE.items())

    def people(self) -> list[Person]:
        """All phones."""
        with self.opened() as db:
            return [_person(row) for row in db.execute("SELECT * FROM people ORDER BY openid")]

    def person(self, openid: str) -> Person | None:
        """One phone."""
        return next((one for one in self.people() if one.openid == openid), None)

    def follow(self, openid: str, *, follows: bool) -> None:
        """Follow the account, or leave it."""
        with self.opened() as db:
            db.execute("UPDATE people SET follows = ? WHERE openid = ?", (follows, openid))

    def allow(self, openid: str, *, rule: tuple[int, float], at: float) -> None:
        """Their word or tap: the account may answer again. What was allowed for longer or more stays."""
        quota, seconds = rule
        with self.opened() as db:
            db.execute(
                "UPDATE people SET quota = max(?, CASE WHEN until > ? THEN quota ELSE 0 END), until = max(until, ?) "
                "WHERE openid = ?",
                (quota, at, at + seconds, openid),
            )

    def spend(self, openid: str) -> None:
        """One of the messages that are allowed was used."""
        with self.opened() as db:
            db.execute("UPDATE people SET quota = quota - 1 WHERE openid = ?", (openid,))

    def keep(self, *, openid: str, is_ours: bool, kind: str, text: str, at: float, media: str = "") -> int:
        """A line of a chat; its number."""
        row = (openid, is_ours, kind, text, media, at)
        with self.opened() as db:
            done = db.execute(
                "INSERT INTO said (openid, is_ours, kind, text, media, at) VALUES (?, ?, ?, ?, ?, ?)", row
            )
            return int(done.lastrowid or 0)

    def note(self, key: int, note: str) -> None:
        """What came of bringing it."""
        with self.opened() as db:
            db.execute("UPDATE said SET note = ? WHERE id = ?", (note, key))

    def chat(self, openid: str, *, limit: int = 100) -> list[Said]:
        """A phone's chat, oldest first."""
        with self.opened() as db:
            rows = db.execute(
                "SELECT * FROM said WHERE openid = ? ORDER BY id DESC LIMIT ?", (openid, limit)
            ).fetchall()
        return [Said(**(dict(row) | {"is_ours": bool(row["is_ours"])})) for row in reversed(rows)]

    def is_new(self, name: str) -> bool:
        """Take note of a `client_msg_id`; False where it was used before."""
        with self.opened() as db:
            return db.execute("INSERT OR IGNORE INTO sent_once VALUES (?)", (name,)).rowcount == 1

    def put_media(self, *, id: str, mime: str, name: str, data: bytes) -> None:
        """A picture that somebody sent."""
        with self.opened() as db:
            db.execute("INSERT INTO media VALUES (?, ?, ?, ?)", (id, mime, name, data))

    def media(self, id: str) -> tuple[str, str, bytes] | None:
        """Type, name and bytes; None: there is none such."""
        with self.opened() as db:
            row = db.execute("SELECT mime, name, data FROM media WHERE id = ?", (id,)).fetchone()
        return (row["mime"], row["name"], bytes(row["data"])) if row else None

    def put(self, name: str, value: Any) -> None:
        """Keep the menu, or the faults."""
        with self.opened() as db:
            db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, json.dumps(value, ensure_ascii=False)))

    def get(self, name: str) -> Any:
        """What is kept under a name; None: nothing."""
        with self.opened() as db:
            row = db.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        return json.loads(row["value"]) if row else None

    def take_fault(self) -> int:
        """The number that this call shall answer with, counted down; 0: none."""
        with self.opened() as db:
            db.execute("BEGIN IMMEDIATE")
            row = db.execute("SELECT value FROM kept WHERE name = 'faults'").fetchone()
            faults = json.loads(row["value"]) if row else {}
            if not faults.get("times"):
                return 0
            left = json.dumps(faults | {"times": faults["times"] - 1})
            db.execute("UPDATE kept SET value = ? WHERE name = 'faults'", (left,))
            return int(faults["errcode"])


def _person(row: sqlite3.Row) -> Person:
    return Person(**(dict(row) | {"follows": bool(row["follows"])}))
