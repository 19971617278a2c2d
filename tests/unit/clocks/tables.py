"""The shipped tables, short ways to write a moment, and strategies for calendars that nobody ever published."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from yiwang.ground.clocks.queries import Calendar, Limit
from yiwang.ground.clocks.states import Unit
from yiwang.kit.clock import CHINA

_DEFAULTS = Path(__file__).parents[3] / "yiwang" / "config" / "defaults"
FIRST = date(2026, 1, 1)


def rows(name: str) -> list[dict[str, str]]:
    with (_DEFAULTS / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


CALENDAR = Calendar.from_payload(rows("calendar_2025_2027.csv"))
LIMITS = [Limit.from_row(row) for row in rows("time_limits.csv")]


def limit(code: str) -> Limit:
    return next(row for row in LIMITS if row.code == code)


def made(value: int, unit: Unit) -> Limit:
    return Limit(code="made", clock="handle", value=value, unit=unit)


def at(month: int, day: int, hour: int = 0, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)


def wall(moment: datetime | None) -> str:
    assert moment
    return f"{moment.astimezone(CHINA):%m-%d %H:%M}"


def calendars() -> st.SearchStrategy[Calendar]:
    """Four hundred days, worked or not by chance, then weekdays."""
    return st.lists(st.booleans(), min_size=400, max_size=400).map(
        lambda worked: Calendar({FIRST + timedelta(days=n): (is_worked, False) for n, is_worked in enumerate(worked)})
    )


def moments() -> st.SearchStrategy[datetime]:
    return st.integers(0, 300 * 24 * 60).map(lambda minutes: at(1, 1) + timedelta(minutes=minutes))


def hours() -> st.SearchStrategy[str]:
    return st.sampled_from(["", "09:00-12:00,13:30-17:30", "00:00-24:00", "08:00-18:00", "08:30-11:45,14:00-20:15"])
