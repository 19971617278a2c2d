"""What the sandbox keeps, in one SQLite file: every accepted message (also a second of the same), templates, nonces, faults."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from yiwang.ground.messaging.gateways.sandbox_replies import SHOWN, Reply
from yiwang.kit.drawers import Drawer

_SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, out_id TEXT NOT NULL, biz_id TEXT NOT NULL, phone TEXT NOT NULL,
    template TEXT NOT NULL, content TEXT NOT NULL, accepted_at REAL NOT NULL, receipt_at REAL NOT NULL,
    error_code TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS messages_phone ON messages (phone, id);
CREATE INDEX IF NOT EXISTS messages_out_id ON messages (out_id);
CREATE TABLE IF NOT EXISTS templates (code TEXT PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS nonces (nonce TEXT PRIMARY KEY, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS replies (
    id INTEGER PRIMARY KEY AUTOINCREMENT, phone TEXT NOT NULL, content TEXT NOT NULL, at REAL NOT NULL, said TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS faults (id INTEGER PRIMARY KEY CHECK (id = 1), spec TEXT NOT NULL);
"""
NONCE_SECONDS = 1800
"""How long a nonce may not come twice: twice the time a signature is good for."""


@dataclass(frozen=True, kw_only=True)
class Faults:
    """How the sandbox misbehaves.

    `fail_rate` 0 to 1 of the sends answer `fail_code` with `fail_status`. `hang_seconds` before the answer, `hang` saying
    whether the message was taken `before` or only `after` it. `lie`: `drop` answers OK and keeps nothing, `deny` keeps the
    message and answers an error. `receipt_seconds` until the receipt; `receipt_fail_code` makes every receipt a failure.
    `times`: for how many sends; -1 for all.
    """

    fail_rate: float = 0.0
    fail_code: str = "isp.SYSTEM_ERROR"
    fail_status: int = 200
    hang_seconds: float = 0.0
    hang: str = "before"
    lie: str = ""
    receipt_seconds: float = 2.0
    receipt_fail_code: str = ""
    times: int = -1

    @classmethod
    def read(cls, given: dict[str, Any]) -> "Faults":
        """From JSON; what is not given is as it should be. Raises ValueError for a name or a word it does not know."""
        kinds: dict[str, Any] = {field.name: type(field.default) for field in fields(cls)}
        if unknown := sorted(given.keys() - kinds.keys()):
            raise ValueError(f"unknown faults: {', '.join(unknown)}")
        faults = cls(**{name: kinds[name](value) for name, value in given.items()})
        if faults.hang not in ("before", "after") or faults.lie not in ("", "drop", "deny"):
            raise ValueError("hang is before or after; lie is drop, deny or empty")
        return faults


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One accepted message. `copies`: how often its out id was accepted; more than one is a defect of ours."""

    id: int
    out_id: str
    biz_id: str
    phone: str
    template: str
    content: str
    accepted_at: float
    receipt_at: float
    error_code: str
    copies: int

    def fate(self, now: float) -> int:
        """SendStatus as the provider writes it: 1 waiting, 2 failed, 3 delivered."""
        if now < self.receipt_at:
            return 1
        return 2 if self.error_code else 3


_SELECT = "SELECT m.*, (SELECT count(*) FROM messages o WHERE o.out_id = m.out_id) AS copies FROM messages m"


class Store(Drawer):
    """The phones, and what they got."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _SCHEMA)

    def keep(self, *, out_id: str, biz_id: str, phone: str, template: str, content: str, at: float) -> None:
        """Accept a message, even one that was accepted before: that is what the count is for."""
        faults = self.faults()
        row = (out_id, biz_id, phone, template, content, at, at + faults.receipt_seconds, faults.receipt_fail_code)
        with self.opened() as db:
            db.execute(
                "INSERT INTO messages (out_id, biz_id, phone, template, content, accepted_at, receipt_at, error_code)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def of_phone(self, phone: str, *, since: float = 0, until: float = 9e12) -> list[Kept]:
        """What a phone got, newest first; accepted from `since` to before `until`, in seconds of the epoch."""
        where = " WHERE m.phone = ? AND m.accepted_at >= ? AND m.accepted_at < ? ORDER BY m.id DESC"
        return self._read(_SELECT + where, (phone, since, until))

    def latest(self, limit: int = 200) -> list[Kept]:
        """What all phones got, newest first."""
        return self._read(f"{_SELECT} ORDER BY m.id DESC LIMIT ?", (limit,))

    def _read(self, query: str, values: tuple[Any, ...]) -> list[Kept]:
        with self.opened() as db:
            return [Kept(**dict(row)) for row in db.execute(query, values)]

    def keep_reply(self, reply: Reply) -> None:
        """A phone has written to us."""
        with self.opened() as db:
            db.execute(
                "INSERT INTO replies (phone, content, at, said) VALUES (:phone, :content, :at, :said)", asdict(reply)
            )

    def replies(self, *, phone: str = "", limit: int = SHOWN) -> list[Reply]:
        """What phones wrote to us, one's or all, newest first."""
        query = "SELECT phone, content, at, said FROM replies WHERE ? IN ('', phone) ORDER BY id DESC LIMIT ?"
        with self.opened() as db:
            return [Reply(**dict(row)) for row in db.execute(query, (phone, limit))]

    def counts(self) -> dict[str, int]:
        """Messages accepted, different ones among them, and how many came more than once."""
        with self.opened() as db:
            accepted, distinct = db.execute("SELECT count(*), count(DISTINCT out_id) FROM messages").fetchone()
        return {"accepted": accepted, "distinct": distinct, "duplicates": accepted - distinct}

    def faults(self) -> Faults:
        """How it misbehaves now."""
        with self.opened() as db:
            row = db.execute("SELECT spec FROM faults").fetchone()
        return Faults(**json.loads(row["spec"])) if row else Faults()

    def set_faults(self, faults: Faults) -> None:
        """Misbehave so from now on."""
        with self.opened() as db:
            db.execute("INSERT OR REPLACE INTO faults (id, spec) VALUES (1, ?)", (json.dumps(asdict(faults)),))

    def take_faults(self) -> Faults:
        """The faults of this send; counts `times` down, and at nought all is well again (receipts stay as set)."""
        with self.opened() as db:
            db.execute("BEGIN IMMEDIATE")
            row = db.execute("SELECT spec FROM faults").fetchone()
            faults = Faults(**json.loads(row["spec"])) if row else Faults()
            if faults.times == 0:
                return Faults(receipt_seconds=faults.receipt_seconds, receipt_fail_code=faults.receipt_fail_code)
            if faults.times > 0:
                left = json.dumps(asdict(faults) | {"times": faults.times - 1})
                db.execute("UPDATE faults SET spec = ?", (left,))
            return faults

    def template(self, code: str) -> str | None:
        """The approved text of a template, with `${name}` where a value goes."""
        with self.opened() as db:
            row = db.execute("SELECT content FROM templates WHERE code = ?", (code,)).fetchone()
        return str(row["content"]) if row else None

    def approve(self, templates: dict[str, str]) -> None:
        """Approve templates, as the provider's clerks would."""
        with self.opened() as db:
            db.executemany("INSERT OR REPLACE INTO templates (code, content) VALUES (?, ?)", templates.items())

    def is_fresh(self, nonce: str, *, at: float) -> bool:
        """Take note of a nonce; False where it was used before."""
        with self.opened() as db:
            db.execute("DELETE FROM nonces WHERE at < ?", (at - NONCE_SECONDS,))
            return db.execute("INSERT OR IGNORE INTO nonces VALUES (?, ?)", (nonce, at)).rowcount == 1

    def clear(self) -> None:
        """Forget all messages and faults; templates stay."""
        with self.opened() as db:
            db.executescript("DELETE FROM messages; DELETE FROM nonces; DELETE FROM faults; DELETE FROM replies;")
