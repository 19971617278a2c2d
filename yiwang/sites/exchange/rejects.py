"""The rows that were not taken, beside the file they came from: mended there, they can be imported again as they are."""

import csv
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from yiwang.kit import clock
from yiwang.kit.errors import Invalid
from yiwang.sites.exchange.tables import IDENTITY, RAW, REASON, ROW, Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be calculated by a spreadsheet; a sign before it makes it text."""


class Rejects:
    """Writes FILE.rejected.csv: UTF-8 with its mark, so that a spreadsheet opens it. Without a rejected row there is no file.

    A file of an earlier run that says something else is left alone: somebody may be mending it. The new one gets a number.
    Where the folder cannot be written to, it stands in the working directory.
    """

    def __init__(self, source: Path, columns: Sequence[str]) -> None:
        folder = source.parent if os.access(source.parent, os.W_OK) else Path.cwd()
        self._source, self._columns = folder / source.name, list(columns)
        self._part = folder / f"{source.name}.rejected.part"
        self._file: Any = None
        self.path: Path | None = None
        self.count = 0

    def add(self, row: Row, reason: str, identity: str) -> None:
        """Keep a row with what is wrong with it. `identity`: by which it is known when it comes again."""
        if self._file is None:
            self._open()
        raw = row.raw if row.fault else ""
        cells = [row.number, reason, identity, raw, *(row.values.get(name, "") for name in self._columns)]
        self._writer.writerow([_safe(cell) for cell in cells])
        self.count += 1

    def _open(self) -> None:
        try:
            self._file = self._part.open("w", encoding="utf-8-sig", newline="")
        except OSError as error:
            raise Invalid(f"写不了{self._part}，请把文件放到可以写的文件夹里再导入") from error
        self._writer = csv.writer(self._file)
        self._writer.writerow([ROW, REASON, IDENTITY, RAW, *self._columns])

    def __enter__(self) -> "Rejects":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is None:
            return
        self._file.close()
        if kind is None:
            self.path = self._placed()
        with suppress(FileNotFoundError):
            self._part.unlink()

    def _placed(self) -> Path:
        """Where the file stands in the end."""
        said, number = self._part.read_bytes(), 1
        while True:
            path = self._source.with_name(f"{self._source.name}.rejected{f'-{number}' if number > 1 else ''}.csv")
            if not path.exists():
                return self._part.rename(path)
            if path.read_bytes() == said:
                return path
            number += 1


def _safe(cell: Any) -> str:
    text = clock.local(cell).isoformat(sep=" ") if isinstance(cell, datetime) and cell.tzinfo else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
