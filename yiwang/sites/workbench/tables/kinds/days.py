"""工作日历: days of a year, holidays and made-up working days; the State Council's notice is read as it is written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yiwang.ground.rules.states import Kind
from yiwang.kit.errors import Invalid
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.table import Row, Section, Table

DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
KINDS = (("workday", "工作日"), ("weekend", "休息日"), ("holiday", "节假日"), ("makeup_workday", "调休上班"))
WORKED = frozenset({"workday", "makeup_workday"})
_SATURDAY = 5
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_MENTION = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日")
_RANGE = re.compile(r"^\s*(?:至|到|—+|－+|-|~)\s*$")
_VERB = re.compile(r"放假|休息|上班")


class Days(Table):
    """The calendar, a row a day."""

    kind = Kind.CALENDAR
    slug = "calendar"
    label = "工作日历"
    noun = "日子"
    icon = "calendar"
    lead = "哪天上班、哪天休息。所有按工作日算的期限都看它；批准后，正在计时的期限自动重算。"
    template = "calendar"
    sections = (
        Section(
            "日子",
            (
                Column(name="date", label="日期", is_required=True, size="s", pattern=r"\d{4}-\d\d-\d\d",
                       pattern_said="写成2027-10-01这样", in_list=True),
                Column(name="kind", label="是什么日子", shape="choice", options=KINDS, is_required=True, size="s", in_list=True),
                Column(name="holiday", label="哪个节", longest=20, size="s", in_list=True),
                Column(name="provisional", label="放假安排还没有公布", shape="yes", words=("yes", "no"), yes_word="预计",
                       no_word="已公布", in_list=True),
                Column(name="note", label="备注", longest=100),
                Column(name="source", label="出处", longest=100),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """2027-10-01（周五）."""
        day = date.fromisoformat(row["date"])
        return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"

    def stored(self, cleaned: Mapping[str, Any], old: Mapping[str, Any]) -> Row:
        """With its weekday and whether it is worked."""
        row = super().stored(cleaned, old)
        return made(
            date.fromisoformat(row["date"]),
            row["kind"],
            **{k: row[k] for k in ("holiday", "provisional", "note", "source")},
        )


def made(day: date, kind: str, *, holiday: str = "", provisional: str = "no", note: str = "", source: str = "") -> Row:
    """A row of the calendar."""
    return {
        "date": day.isoformat(), "weekday": WEEKDAYS[day.weekday()], "kind": kind, "holiday": holiday,
        "is_working": "1" if kind in WORKED else "0", "provisional": provisional, "note": note, "source": source,
    }  # fmt: skip


def ordinary(day: date) -> str:
    """What a day is by its weekday alone."""
    return "weekend" if day.weekday() >= _SATURDAY else "workday"


def days_of(year: int) -> Iterator[date]:
    """Every day of a year."""
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += DAY


@dataclass(frozen=True)
class Told:
    """What a notice says of one day."""

    day: date
    kind: str
    holiday: str


def read_notice(text: str, year: int) -> list[Told]:
    """The days off and made up in a State Council notice: a line a holiday, `国庆节：10月1日至7日放假，10月10日上班`.

    Invalid (field `notice`): a line without days, a day that does not exist, a range that runs backwards; it names the line.
    """
    found: list[Told] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                found += list(_read_line(line, year))
            except ValueError as fault:
                raise Invalid(
                    notice=f"第{number}行读不懂：{fault}。请写成“国庆节：10月1日至7日放假，10月10日上班”"
                ) from fault
    return found


def _read_line(line: str, year: int) -> Iterator[Told]:
    name, _, rest = _BRACKETS.sub("", line).replace(":", "：").partition("：")
    name = re.sub(r"^[一二三四五六七八九十\d]+[、.．]\s*", "", name).strip()
    if not rest:
        raise ValueError("没有冒号")
    seen = 0
    month = 0
    start = 0
    for verb in _VERB.finditer(rest):
        chunk = rest[start : verb.start()]
        days, month = _days_in(chunk, year, month)
        start = verb.end()
        seen += len(days)
        for day in days:
            works = verb[0] == "上班"
            yield Told(day, "makeup_workday" if works else "holiday", "" if works else name)
    if not seen:
        raise ValueError("没有找到放假或上班的日子")


def _days_in(chunk: str, year: int, month: int) -> tuple[list[date], int]:
    """The days a piece names, ranges filled; and the month it ended in, which the next piece may leave out."""
    days: list[date] = []
    last_end = 0
    for hit in _MENTION.finditer(chunk):
        month = int(hit[2] or month)
        day = date(int(hit[1] or year), month, int(hit[3]))
        if days and _RANGE.match(chunk[last_end : hit.start()]):
            if day < days[-1]:
                raise ValueError(f"{day.month}月{day.day}日在前一天之前")
            days += [days[-1] + DAY * n for n in range(1, (day - days[-1]).days + 1)]
        else:
            days.append(day)
        last_end = hit.end()
    return days, month


def year_from(notice: Iterable[Told], year: int, *, source: str) -> list[Row]:
    """Every day of a year, published: weekends and working days, and on them what the notice says."""
    said = {told.day: told for told in notice}
    rows = []
    for day in [*days_of(year), *sorted(day for day in said if day.year != year)]:
        told = said.get(day)
        kind = told.kind if told else ordinary(day)
        note = "调休上班" if kind == "makeup_workday" else ""
        rows.append(made(day, kind, holiday=told.holiday if told else "", note=note, source=source))
    return rows


def provisional_year(year: int) -> list[Row]:
    """A year whose notice is not out: by weekdays, marked as a guess."""
    return [
        made(day, ordinary(day), provisional="yes", note="放假通知未公布，调休未知", source="推定")
        for day in days_of(year)
    ]
