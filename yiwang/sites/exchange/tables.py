"""A table in a file, whatever wrote it: JSON lines, CSV in UTF-8 or GB18030, a workbook; broken rows are told, not fatal."""

import codecs
import csv
import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from yiwang.kit.errors import Invalid
from yiwang.kit.late import late

calamine = late("python_calamine")

_CHUNK = 1 << 20
_LONGEST_CELL = 1 << 20
"""Signs of one cell; a quotation mark that is never closed would otherwise swallow the rest of the file."""
_HEADER_WITHIN = 10
"""Rows in which the header is looked for: exports like to put a title above it."""
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SEPARATORS = ",\t;，|"
ROW, REASON, IDENTITY, RAW = "行号", "退回原因", "导入标识", "原始行"
"""Columns that a file of rejected rows has before the original ones; it can be imported again as it is."""
_OURS = frozenset({ROW, REASON, IDENTITY, RAW})
_FORMULA = ("'=", "'+", "'-", "'@", "'\t", "'\r")


@dataclass(frozen=True)
class Row:
    """One row. `number`: as an editor or a spreadsheet counts it. `fault`: why it cannot be read, empty where it can.

    `identity`: of a row that was rejected before, which row of which file it is.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    fault: str = ""
    raw: str = ""
    identity: str = ""


@dataclass(frozen=True)
class Table:
    """A file that can be read any number of times. `digest`: SHA-256 of its bytes, 64 hex signs. `shape`: what it is."""

    path: Path
    digest: str
    shape: str
    encoding: str = ""

    def rows(self) -> Iterator[Row]:
        """Every row that holds anything, in order."""
        reader = {"jsonl": _json_rows, "csv": _csv_rows, "xlsx": _sheet_rows}[self.shape]
        return (_unmarked(row) for row in reader(self))


def open_table(path: Path) -> Table:
    """Find out what the file is. Invalid: not there, empty, or nothing that can be read as a table."""
    if not path.is_file():
        raise Invalid(f"没有这个文件：{path}")
    digest, encoding, head = _look(path)
    if not head.strip():
        raise Invalid("文件是空的，请重新导出")
    if head.startswith((_ZIP, _OLD_EXCEL)):
        return Table(path, digest, "xlsx")
    if not encoding:
        raise Invalid("读不出文字：请另存为UTF-8或GB18030编码的CSV，或者xlsx")
    first = head.decode(encoding, "replace").lstrip("\ufeff \r\n\t")
    return Table(path, digest, "jsonl" if first.startswith(("{", "[")) else "csv", encoding)


def _look(path: Path) -> tuple[str, str, bytes]:
    """Digest, encoding (empty: neither) and the beginning, in one pass."""
    digest, head = hashlib.sha256(), b""
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8-sig", "gb18030")}
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            head = head or chunk[:4096]
            for name in list(decoders):
                if not _decodes(decoders[name], chunk):
                    del decoders[name]
    fitting = [name for name, decoder in decoders.items() if _decodes(decoder, b"", final=True)]
    return digest.hexdigest(), next(iter(fitting), ""), head


def _decodes(decoder: Any, chunk: bytes, *, final: bool = False) -> bool:
    with suppress(UnicodeDecodeError):
        decoder.decode(chunk, final)
        return True
    return False


def clean(value: Any) -> Any:
    """A cell as it can be kept: no signs a database refuses, numbers without a trailing .0; dates stay dates."""
    if value is None:
        return ""
    if isinstance(value, bool | datetime):
        return value if isinstance(value, datetime) else str(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value).replace("\x00", "").encode("utf-8", "replace").decode()


# --- JSON, a line an object (or one array of objects)


def _json_rows(table: Table) -> Iterator[Row]:
    with table.path.open(encoding=table.encoding, newline="\n") as file:
        first = file.readline()
        if first.lstrip("\ufeff ").startswith("[") and not _is_json(first):
            yield from _array_rows(first + file.read())
            return
        for number, line in enumerate(chain([first], file), start=1):
            if line.strip():
                yield _json_row(number, line.strip())


def _is_json(text: str) -> bool:
    with suppress(ValueError):
        return isinstance(json.loads(text), dict)
    return False


def _json_row(number: int, line: str) -> Row:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return Row(number, fault="这一行不是完整的JSON，请检查引号、逗号和括号是否成对", raw=line)
    if not isinstance(found, dict):
        return Row(number, fault='这一行不是一个对象，请写成{"标题": …, "内容": …}', raw=line)
    return Row(number, {str(clean(name)): clean(value) for name, value in found.items()})


def _array_rows(text: str) -> Iterator[Row]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Invalid("文件像一个JSON数组，但读不完整：请改成每行一个对象，或者重新导出") from error
    for number, item in enumerate(found, start=1):
        yield _json_row(number, json.dumps(item, ensure_ascii=False))


# --- CSV


class _Lines(Iterator[str]):
    """The lines of a file; those of a record that turned out broken can be put back, all but the first."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._waiting, self.taken = lines, deque[str](), list[str]()

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self.taken.append(line)
        return line

    def put_back(self) -> str:
        first, *rest = self.taken or [""]
        self._waiting.extendleft(reversed(rest))
        self.taken = []
        return first


def _csv_rows(table: Table) -> Iterator[Row]:
    with table.path.open(encoding=table.encoding, newline="") as file:
        separator = _separator(file.read(8192))
        file.seek(0)
        yield from _table_rows(_records(file, separator))


def _separator(head: str) -> str:
    """What parts the cells of the first lines most often."""
    return max(_SEPARATORS, key=lambda sign: sum(line.count(sign) for line in head.splitlines()[:5]))


def _records(lines: Iterator[str], separator: str) -> Iterator[tuple[Sequence[Any], str]]:
    """The records; a broken one with its fault and its first line, after which reading goes on with the next line."""
    source = _Lines(lines)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(source, delimiter=separator, strict=True)
    while True:
        try:
            for record in reader:
                source.taken = []
                yield record, ""
            return
        except csv.Error:
            line = source.put_back()
            yield [line.rstrip("\r\n")], "这一行的引号没有成对，请补上或去掉多余的引号"
            reader = csv.reader(source, delimiter=separator, strict=True)


# --- workbooks


def _sheet_rows(table: Table) -> Iterator[Row]:
    try:
        book = calamine.CalamineWorkbook.from_path(str(table.path))
        sheets = [book.get_sheet_by_index(place) for place in range(len(book.sheet_names))]
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise Invalid("打不开这个Excel文件：请去掉密码，另存为xlsx再试") from error
    sheet = next((sheet for sheet in sheets if sheet.total_height), None)
    if sheet is None:
        raise Invalid("这个Excel文件里没有数据")
    yield from _table_rows((record, "") for record in sheet.iter_rows())


# --- what CSV and workbooks share


def _table_rows(records: Iterable[tuple[Sequence[Any], str]]) -> Iterator[Row]:
    """Rows under the header, which is the first of the first ten rows with two words in it."""
    numbered = enumerate(records, start=1)
    columns: list[str] = []
    for number, (record, fault) in numbered:
        words = [str(clean(cell)).strip() for cell in record]
        if not fault and (sum(map(bool, words)) > 1 or (any(words) and number >= _HEADER_WITHIN)):
            columns = _named(words)
            break
    for number, (record, fault) in numbered:
        cells = [clean(cell) for cell in record]
        while cells and cells[-1] == "":
            cells.pop()
        if fault:
            yield Row(number, fault=fault, raw=str(cells[0]) if cells else "")
        elif len(cells) > len(columns):
            over = f"这一行有{len(cells)}格，表头只有{len(columns)}格：内容里的分隔符要用引号括起来"
            yield Row(
                number,
                dict(zip(columns, cells, strict=False)),
                over,
                raw=json.dumps(cells, default=str, ensure_ascii=False),
            )
        elif cells:
            yield Row(number, dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=True)))


def _named(words: Sequence[str]) -> list[str]:
    """Names of the columns; one without a name is called after its place, a second of the same name gets a number."""
    names: list[str] = []
    for place, word in enumerate(words, start=1):
        name = word or f"第{place}列"
        names.append(name if name not in names else f"{name}（{place}）")
    while names and not words[len(names) - 1]:
        names.pop()
    return names


def _unmarked(row: Row) -> Row:
    """A row of a file of rejected rows as it stood before it was rejected; any other as it is."""
    if IDENTITY not in row.values:
        return row
    values = {name: _plain(value) for name, value in row.values.items() if name not in _OURS}
    raw = str(_plain(row.values.get(RAW, "")))
    if raw and not any(str(value).strip() for value in values.values()):
        again = _json_row(row.number, raw)
        values = again.values or values
    return Row(row.number, values, row.fault, row.raw, str(row.values[IDENTITY]))


def _plain(value: Any) -> Any:
    """Without the sign that keeps a spreadsheet from calculating the cell."""
    return value[1:] if isinstance(value, str) and value.startswith(_FORMULA) else value
