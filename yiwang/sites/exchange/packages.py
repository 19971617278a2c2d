"""A package of an old system: a folder or a zip of tables and attachments, read without trusting a path in it."""

import hashlib
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yiwang.kit.errors import Invalid
from yiwang.sites.exchange.tables import Row, Table, open_table

CASES, ATTACHMENTS = "cases", "attachments"
MAPS = ("units", "officers", "categories", "channels", "types")
"""Tables with two columns, `old` and `new`."""
PARTS = ("steps", "replies", "contacts", "pauses", ATTACHMENTS)
"""Tables whose rows belong to a case, which their column `number` names."""
_SUFFIXES = (".csv", ".jsonl", ".xlsx")
_MOST_BYTES = 50 * 1024**3


@dataclass(frozen=True)
class Package:
    """An opened package. `digest`: SHA-256 of its tables (not of its attachments), 64 hex signs."""

    path: Path
    folder: Path
    digest: str
    cases: Table

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a table, none where the package has no such table. Invalid: the table itself cannot be read."""
        table = _table(self.folder, name)
        return table.rows() if table else iter(())

    def mapping(self, name: str) -> dict[str, str]:
        """Old code → ours, as the package says. Invalid: its columns are not `old` and `new`."""
        found: dict[str, str] = {}
        for row in self.rows(name):
            if row.fault or not {"old", "new"} <= set(row.values):
                raise Invalid(f"{name}表的列要是old（旧代码）和new（本系统代码），第{row.number}行读不出来")
            found[_text(row, "old")] = _text(row, "new")
        return found

    def parts(self, name: str) -> Mapping[str, list[Row]]:
        """The rows of a table by the number of the case they belong to."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows(name):
            found[_text(row, "number")].append(row)
        return found

    def attachment(self, name: str) -> bytes | None:
        """The bytes of an attachment; None where it is not in the package (or its name leads out of it)."""
        inside = (self.folder / ATTACHMENTS).resolve()
        path = (inside / name).resolve()
        return path.read_bytes() if path.is_relative_to(inside) and path.is_file() else None


def _text(row: Row, name: str) -> str:
    return str(row.values.get(name, "")).strip()


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a folder, or a zip that is unpacked beside nobody's files and taken away again. Invalid: no table `cases` in it."""
    if path.is_dir():
        yield _opened(path, path)
        return
    if not zipfile.is_zipfile(path):
        raise Invalid(f"{path}不是文件夹，也不是zip文件")
    with tempfile.TemporaryDirectory(prefix="yw-package-") as folder:
        _unpack(path, Path(folder))
        inner = [child for child in Path(folder).iterdir() if child.is_dir() and child.name != ATTACHMENTS]
        home = inner[0] if _table(Path(folder), CASES) is None and len(inner) == 1 else Path(folder)
        yield _opened(path, home)


def _unpack(path: Path, folder: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if sum(item.file_size for item in archive.infolist()) > _MOST_BYTES:
            raise Invalid("这个zip解开后太大，请解压成文件夹再导入")
        for item in archive.infolist():
            if item.flag_bits & 0x1:
                raise Invalid("这个zip加了密码，请去掉密码")
            archive.extract(item, folder)  # takes `..` and absolute paths apart by itself


def _opened(path: Path, folder: Path) -> Package:
    cases = _table(folder, CASES)
    if cases is None:
        raise Invalid("包里没有cases.csv（或cases.jsonl、cases.xlsx）")
    digest = hashlib.sha256()
    for name in (CASES, *PARTS, *MAPS):
        if table := _table(folder, name):
            digest.update(f"{name}\x00{table.digest}\n".encode())
    return Package(path, folder, digest.hexdigest(), cases)


def _table(folder: Path, name: str) -> Table | None:
    found = [folder / f"{name}{suffix}" for suffix in _SUFFIXES if (folder / f"{name}{suffix}").is_file()]
    if len(found) > 1:
        raise Invalid(f"包里有{len(found)}个{name}表，请只留一个")
    return open_table(found[0]) if found and found[0].stat().st_size else None


def text_of(values: Mapping[str, Any], name: str) -> str:
    """A cell of a part, stripped."""
    return str(values.get(name, "")).strip()
