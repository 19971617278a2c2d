"""A table as CSV or XLSX and back: rows that cannot be read are told one by one, the others are kept."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.kit.errors import Invalid
from yiwang.kit.late import late
from yiwang.sites.workbench.tables.forms import RowForm
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.standing import Standing
from yiwang.sites.workbench.tables.table import Row, Table

calamine, xlsxwriter = late("python_calamine"), late("xlsxwriter")
MOST_BYTES = 4 << 20
MOST_ROWS = 20_000
_RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins like this is a formula to a spreadsheet; it is written with an apostrophe, and read back without."""


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A line that was not taken, and why. `line`: as the spreadsheet counts, the heading is 1."""

    line: int
    key: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Uploaded:
    """What an uploaded table holds."""

    good: list[Row]
    bad: list[Rejected]


def columns_of(table: Table, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every column: those people see, then what else the rows hold."""
    seen = [column.name for column in table.columns]
    first = [table.key, *(name for name in seen if name != table.key)]
    more = sorted({name for row in rows for name in row} - set(first))
    return [*first, *more]


def as_csv(table: Table, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """UTF-8 with a mark at its start, so that spreadsheets know it."""
    names, out = columns_of(table, rows), io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([safe(row.get(name)) for name in names] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """One sheet; the first line holds the codes of the columns, a second sheet what they are called."""
    names, out = columns_of(table, rows), io.BytesIO()
    labels = {column.name: (column.label, column.help) for column in table.columns}
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, bold = book.add_worksheet(table.label), book.add_format({"bold": True})
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, names, bold)
        for number, row in enumerate(rows, 1):
            for place, name in enumerate(names):
                sheet.write_string(number, place, "" if row.get(name) is None else str(row[name]))
        words = book.add_worksheet("栏目说明")
        words.write_row(0, 0, ["栏目代码", "名称", "说明"], bold)
        for number, name in enumerate(names, 1):
            words.write_row(number, 0, [name, *labels.get(name, ("", ""))])
    return out.getvalue()


def safe(cell: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_RISKY) else text


def read(data: bytes, name: str) -> list[dict[str, str]]:
    """The rows of a CSV or XLSX file by its heading. Invalid (field `file`): not readable, no heading, too much."""
    if len(data) > MOST_BYTES:
        raise Invalid(file="文件太大，最大4 MB，请分几次上传")
    try:
        table = _read_xlsx(data) if name.lower().endswith(".xlsx") else _read_csv(data)
    except (calamine.CalamineError, UnicodeDecodeError, csv.Error, ValueError, IndexError) as error:
        raise Invalid(file="文件读不出来，请用CSV（UTF-8）或XLSX，第一行是栏目代码") from error
    rows = [[str(cell).strip() for cell in row] for row in table]
    if not rows or not any(rows[0]):
        raise Invalid(file="第一行要写栏目代码，请先下载现行的表对照")
    if len(rows) - 1 > MOST_ROWS:
        raise Invalid(file=f"行数太多，最多{MOST_ROWS}行，请分几次上传")
    heads = rows[0]
    return [dict(zip(heads, (_plain(cell) for cell in row), strict=False)) for row in rows[1:]]


def _read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _read_xlsx(data: bytes) -> list[list[Any]]:
    sheet = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return [[_number(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _number(cell: Any) -> Any:
    """A spreadsheet has no whole numbers: 5.0 was 5."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _RISKY else cell


def examine(rows: Sequence[Mapping[str, str]], standing: Standing, names: Names) -> Uploaded:
    """Each row as its own form would take it."""
    table, known = standing.table, dict(_by_key(standing))
    strange = sorted({name for row in rows for name in row if name} - set(columns_of(table, standing.rows)))
    if strange:
        raise Invalid(file=f"不认识这些栏目：{'、'.join(strange[:8])}，请对照现行的表改表头")
    good: list[Row] = []
    bad: list[Rejected] = []
    seen: set[str] = set()
    for line, row in enumerate(rows, 2):
        key = row.get(table.key, "")
        if not any(row.values()):
            continue
        said = "前面已经有这一行了，请删去一行" if key in seen else _fault(row, standing, names, known.get(key))
        seen.add(key)
        if isinstance(said, str):
            bad.append(Rejected(line=line, key=key, said=said))
        else:
            good.append(said)
    return Uploaded(good=good, bad=bad)


def _by_key(standing: Standing) -> Iterator[tuple[str, Row]]:
    for row in standing.rows:
        yield standing.table.key_of(row), row


def _fault(row: Mapping[str, str], standing: Standing, names: Names, old: Row | None) -> Row | str:
    """The row as it would be stored, or what is wrong with it."""
    table = standing.table
    full = {**table.blank(), **(old or {}), **{name: cell for name, cell in row.items() if name}}
    if old is None and not table.may_add:
        return "这张表不能新增行"
    form = RowForm(_posted(table.asked(full)), standing=standing, names=names, row=old)
    if not form.is_valid():
        labels = {name: str(field.label) for name, field in form.fields.items()}
        return "；".join(f"{labels.get(name, '')}：{said[0]}".lstrip("：") for name, said in form.errors.items())
    stored = {**full, **form.stored}
    if old is not None and table.is_off(stored) and not table.is_off(old) and not table.may_retire(old):
        return table.may_retire(old).reason
    return stored


def _posted(asked: Mapping[str, Any]) -> dict[str, Any]:
    """As a browser would send it: an unticked box is not sent at all."""
    return {name: value for name, value in asked.items() if value is not False and value is not None}
