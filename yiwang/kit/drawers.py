"""One SQLite file in which a sandbox keeps what it was handed: a connection for each piece of work, and from any thread."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Drawer:
    """The file at `path`, with its tables made by `schema` (statements that may be run again)."""

    def __init__(self, path: Path, schema: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with self.opened() as db:
            db.execute("PRAGMA journal_mode=WAL")
            db.executescript(schema)

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """A connection whose work is committed at the end, or undone where it fails. Rows are read by name or place."""
        db = sqlite3.connect(self._path, timeout=10)
        db.row_factory = sqlite3.Row
        try:
            with db:
                yield db
        finally:
            db.close()
