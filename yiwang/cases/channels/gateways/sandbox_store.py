"""What the played platforms keep: orders sent, notices said, reports received; faults to be played. One SQLite file."""

import json
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from yiwang.kit.drawers import Drawer

_TABLES = """
CREATE TABLE IF NOT EXISTS item (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL, kind TEXT NOT NULL, order_id TEXT NOT NULL, name TEXT NOT NULL,
    body TEXT NOT NULL, said TEXT NOT NULL DEFAULT '', at REAL NOT NULL, UNIQUE (code, kind, name));
CREATE TABLE IF NOT EXISTS nonce (code TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (code, value));
CREATE TABLE IF NOT EXISTS fault (code TEXT PRIMARY KEY, kind TEXT NOT NULL, times INTEGER NOT NULL);
"""
FAULTS = {"": "无", "refuse": "拒收（500）", "lose": "收下却说没收到（500）", "mute": "一直不回答"}
"""How a platform misbehaves, and what that is called."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An order or notice of theirs, or a report of ours. `said`: what our door answered."""

    id: int
    kind: str
    order_id: str
    name: str
    body: dict[str, Any]
    said: str
    at: float


class Store(Drawer):
    """What the played platforms keep; writers of faults take turns."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _TABLES)
        self._lock = Lock()

    def keep(self, *, code: str, kind: str, order_id: str, name: str, body: dict[str, Any], at: float) -> bool:
        """False where it stands already."""
        row = (code, kind, order_id, name, json.dumps(body, ensure_ascii=False), at)
        with self.opened() as base:
            done = base.execute(
                "INSERT OR IGNORE INTO item (code, kind, order_id, name, body, at) VALUES (?, ?, ?, ?, ?, ?)", row
            )
            return done.rowcount == 1

    def answered(self, *, code: str, kind: str, name: str, said: str) -> None:
        """What our door said to it."""
        with self.opened() as base:
            base.execute("UPDATE item SET said = ? WHERE code = ? AND kind = ? AND name = ?", (said, code, kind, name))

    def items(self, *, code: str, kinds: tuple[str, ...], after: int = 0, limit: int = 500) -> list[Kept]:
        """In the order in which they were kept."""
        marks = ",".join("?" for _ in kinds)
        asked = f"SELECT id, kind, order_id, name, body, said, at FROM item WHERE code = ? AND kind IN ({marks}) AND id > ? ORDER BY id LIMIT ?"  # noqa: E501, S608 - marks are question marks
        with self.opened() as base:
            rows = base.execute(asked, (code, *kinds, after, limit)).fetchall()
        names = ("id", "kind", "order_id", "name", "body", "said", "at")
        return [Kept(**dict(zip(names, row, strict=True)) | {"body": json.loads(row[4])}) for row in rows]

    def is_fresh(self, *, code: str, nonce: str) -> bool:
        """Whether the string was not used before."""
        with self.opened() as base:
            return base.execute("INSERT OR IGNORE INTO nonce VALUES (?, ?)", (code, nonce)).rowcount == 1

    def set_fault(self, *, code: str, kind: str, times: int) -> None:
        """Misbehave so many times; an empty kind: behave."""
        with self.opened() as base:
            base.execute("INSERT OR REPLACE INTO fault VALUES (?, ?, ?)", (code, kind, times if kind else 0))

    def fault(self, *, code: str) -> tuple[str, int]:
        """How it misbehaves, and how many times more."""
        with self.opened() as base:
            row = base.execute("SELECT kind, times FROM fault WHERE code = ? AND times > 0", (code,)).fetchone()
        return (row[0], row[1]) if row else ("", 0)

    def take_fault(self, *, code: str) -> str:
        """How it misbehaves this time."""
        with self._lock, self.opened() as base:
            row = base.execute("SELECT kind FROM fault WHERE code = ? AND times > 0", (code,)).fetchone()
            if row:
                base.execute("UPDATE fault SET times = times - 1 WHERE code = ?", (code,))
        return row[0] if row else ""
