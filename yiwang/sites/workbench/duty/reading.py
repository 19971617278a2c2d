"""A roster as people write it: rows of a page, of a pasted sheet, of an XLSX or CSV file. Names become officers, or are told."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from yiwang.ground.organisation.commands import DutyLine
from yiwang.ground.organisation.models import Officer
from yiwang.kit import clock
from yiwang.kit.errors import Invalid
from yiwang.kit.late import late

calamine = late("python_calamine")
MAX_BYTES = 1024 * 1024
COLUMNS = ("日期", "值班民警", "带班领导", "值班电话")
"""In this order; a first row that names them in another order is heeded."""
_HEADS = {"日期": 0, "值班日期": 0, "时间": 0, "值班民警": 1, "值班人员": 1, "值班": 1, "带班领导": 2, "带班": 2, "值班领导": 2,
          "值班电话": 3, "电话": 3}  # fmt: skip
_SPLIT = re.compile(r"[、,，;；/\s]+")
_DAY = re.compile(r"^(?:(\d{4})\D)?(\d{1,2})\D(\d{1,2})\D?$")
_TAIL = re.compile(r"[（(].*$|\s+\d{1,2}:\d{2}.*$|\s*(周|星期).*$")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One day as it was written. `at`: the line's number, from 1."""

    at: int
    day: str
    officers: str = ""
    leader: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with a line."""

    at: int
    day: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Read:
    """What can be written, and what cannot."""

    lines: Sequence[DutyLine]
    faults: Sequence[Fault]


def read(rows: Iterable[Row], people: Sequence[Officer], *, year: int) -> Read:
    """Days and people of these rows. A day without anybody clears the day; a row with a fault is left out whole."""
    by_name: dict[str, list[Officer]] = {}
    for person in people:
        for name in (person.name, person.code, person.badge_no):
            by_name.setdefault(name, []).append(person)
    lines: list[DutyLine] = []
    faults: list[Fault] = []
    for row in rows:
        try:
            lines.append(_line(row, by_name, year, {line.day for line in lines}))
        except ValueError as error:
            faults.append(Fault(at=row.at, day=row.day, why=str(error)))
    return Read(lines=lines, faults=faults)


def _line(row: Row, by_name: dict[str, list[Officer]], year: int, known: set[date]) -> DutyLine:
    day = read_day(row.day, year)
    if day in known:
        raise ValueError(_("这一天写了两次"))
    leaders = _people(row.leader, by_name)
    if len(leaders) > 1:
        raise ValueError(_("带班领导只能写一位"))
    if len(row.phone) > 20:
        raise ValueError(_("值班电话最多20个字"))
    return DutyLine(
        day=day, leader_id=leaders[0] if leaders else None, officer_ids=tuple(_people(row.officers, by_name)), phone=row.phone
    )  # fmt: skip


def _people(text: str, by_name: dict[str, list[Officer]]) -> list[int]:
    found: list[int] = []
    for name in filter(None, _SPLIT.split(text.strip())):
        persons = by_name.get(name, [])
        if not persons:
            raise ValueError(_("本单位和上级单位里没有“%(name)s”") % {"name": name})
        if len({person.pk for person in persons}) > 1:
            raise ValueError(_("有几位“%(name)s”，请写警号") % {"name": name})
        if persons[0].pk not in found:
            found.append(persons[0].pk)
    return found


def read_day(text: str, year: int) -> date:
    """2026-11-26, 2026/11/26, 2026年11月26日, 11月26日, 11-26. ValueError: none of them."""
    match = _DAY.match(_TAIL.sub("", text.strip()).strip())
    if match is None:
        raise ValueError(_("日期看不懂，请写成2026-11-26"))
    try:
        return date(int(match[1] or year), int(match[2]), int(match[3]))
    except ValueError:
        raise ValueError(_("没有这一天")) from None


def from_text(text: str) -> list[Row]:
    """A pasted sheet: columns apart by tabs, else by commas."""
    mark = "\t" if "\t" in text else ","
    return _rows(csv.reader(io.StringIO(text), delimiter=mark))


def from_file(upload: "UploadedFile[Any]") -> list[Row]:
    """XLSX or CSV. Invalid: too large, or neither."""
    if (upload.size or 0) > MAX_BYTES:
        raise Invalid(file=_("文件太大，最多1MB"))
    raw = upload.read()
    if raw[:2] == b"PK":
        try:
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
            return _rows(book.get_sheet_by_index(0).to_python())
        except (calamine.CalamineError, ValueError, OSError):
            raise Invalid(file=_("这个表格打不开，请另存为XLSX或CSV再试")) from None
    try:
        return from_text(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return from_text(raw.decode("gb18030", errors="replace"))


def _rows(cells: Iterable[Sequence[Any]]) -> list[Row]:
    order, found = {0: 0, 1: 1, 2: 2, 3: 3}, []
    for at, line in enumerate(cells, start=1):
        said = [_said(cell) for cell in line]
        if not any(said):
            continue
        if named := {_HEADS[cell]: column for column, cell in enumerate(said) if cell in _HEADS}:
            order = named
            continue
        day, officers, leader, phone = (_at(said, order.get(wanted)) for wanted in range(4))
        found.append(Row(at=at, day=day, officers=officers, leader=leader, phone=phone))
    return found


def _at(said: Sequence[str], column: int | None) -> str:
    return said[column] if column is not None and column < len(said) else ""


def _said(cell: Any) -> str:
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def this_year() -> int:
    """The year of a day that names none."""
    return clock.today().year
