"""What a page shows beside its table: the message as it arrives, the months of the calendar, the example of a limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from yiwang.ground.clocks import queries as clocks
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.kit.clock import today
from yiwang.sites.workbench.tables.kinds.days import KINDS
from yiwang.sites.workbench.tables.kinds.messages import Preview, preview_of, variables_of
from yiwang.sites.workbench.tables.kinds.options import KNOWN
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.pages import Line
from yiwang.sites.workbench.tables.standing import Standing


@dataclass(frozen=True, kw_only=True)
class MessagePreview:
    """A message in both languages, and the values it may name."""

    zh: Preview
    en: Preview
    variables: list[str]


@dataclass(frozen=True, kw_only=True)
class DayCell:
    """A day of a month: `kind` is its colour, `note` what stands under the number."""

    number: int
    kind: str
    note: str
    url_key: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month as weeks of seven, empty cells where it has no day; `worked`: its working days."""

    title: str
    weeks: list[list[DayCell | None]]
    worked: int


@dataclass(frozen=True, kw_only=True)
class YearPage:
    """A year of the calendar."""

    year: int
    years: list[tuple[int, bool]]
    months: list[Month]
    worked: int
    is_provisional: bool
    is_known: bool
    changed: int
    affected: int


@dataclass(frozen=True, kw_only=True)
class OptionGroup:
    """Settings under one heading."""

    title: str
    lines: list[tuple[Line, str, str]]


def preview(standing: Standing, names: Names, asked: QueryDict, *, row: Mapping[str, Any] | None = None) -> Any:
    """What this table's page shows besides; None where it shows nothing more."""
    match standing.table.slug:
        case "messages" if row is not None:
            return MessagePreview(
                zh=preview_of(row), en=preview_of(row, language="en"), variables=variables_of(str(row["code"]))
            )
        case "calendar" if row is None:
            return year_page(standing, asked.get("year", ""))
        case "options" if row is None:
            return option_groups(standing, names)
    return None


def option_groups(standing: Standing, names: Names) -> list[OptionGroup]:
    """The settings under their headings, each with its help and what is wrong with it."""
    from_doubts = {one.row: one.said for one in _doubts(standing)}
    groups: dict[str, list[tuple[Line, str, str]]] = {}
    for row in standing.rows:
        known = KNOWN.get(str(row["code"]))
        line = Line.of(row, standing, names)
        help_ = known[0].help if known else ""
        groups.setdefault(known[1] if known else "其他", []).append((line, help_, from_doubts.get(line.key, "")))
    return [OptionGroup(title=title, lines=lines) for title, lines in groups.items()]


def _doubts(standing: Standing) -> list[Any]:
    return rules.doubts(kind=standing.table.kind, payload=standing.payload) if standing.payload else []


def year_page(standing: Standing, asked: str) -> YearPage:
    """The year asked for, else this one."""
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today().year
    days = {str(row["date"]): row for row in standing.rows}
    known = sorted({int(key[:4]) for key in days})
    doubtful = {int(key[:4]) for key, row in days.items() if row.get("provisional") == "yes"}
    own = {key: row for key, row in days.items() if key.startswith(f"{year}-")}
    changed = sum(bool(standing.change_of(row)) for row in standing.rows) if standing.sheet else 0
    old = standing.approved.payload if standing.approved else None
    return YearPage(
        year=year, years=[(one, one in doubtful) for one in known], months=[_month(year, m, own) for m in range(1, 13)],
        worked=sum(row["is_working"] == "1" for row in own.values()), is_provisional=year in doubtful, is_known=bool(own),
        changed=changed, affected=affected_by(standing.table.kind, old, standing.payload) if changed else 0,
    )  # fmt: skip


def _month(year: int, month: int, days: Mapping[str, Mapping[str, Any]]) -> Month:
    cells: list[DayCell | None] = [None] * date(year, month, 1).weekday()
    own = sorted(row["date"] for row in days.values() if row["date"].startswith(f"{year}-{month:02}-"))
    cells += [_cell(days[key]) for key in own]
    cells += [None] * (-len(cells) % 7)
    worked = sum(days[key]["is_working"] == "1" for key in own)
    return Month(
        title=f"{month}月", weeks=[cells[i : i + 7] for i in range(0, len(cells), 7)] if own else [], worked=worked
    )


def _cell(row: Mapping[str, Any]) -> DayCell:
    note = {"makeup_workday": "班", "holiday": "休"}.get(row["kind"], "")
    words = "，".join(filter(None, (dict(KINDS).get(row["kind"], ""), row["holiday"])))
    return DayCell(number=int(row["date"][-2:]), kind=row["kind"], note=note, url_key=row["date"], words=words)


def affected_by(kind: str, old: Any, new: Any) -> int:
    """How many running clocks a changed calendar may move; nothing for other kinds."""
    if kind != Kind.CALENDAR:
        return 0
    before, after = rules.by_key(kind=kind, payload=old), rules.by_key(kind=kind, payload=new)
    worked = {key: row["is_working"] for key, row in before.items()}
    changed = [date.fromisoformat(key) for key, row in after.items() if worked.get(key) != row["is_working"]]
    return clocks.running_across(days=changed)
