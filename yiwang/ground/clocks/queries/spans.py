"""How long something lay, in working time: for whoever looks back at a file's way."""

from datetime import datetime, timedelta

from yiwang.ground.clocks.queries.days import ORDINARY_HOURS, DutyTime, Hours
from yiwang.ground.clocks.queries.rulebook import calendar
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock
from yiwang.kit.errors import Missing


def working_time(*, begin: datetime, end: datetime) -> timedelta:
    """Duty time of the bureau between two moments, by its own office hours; nothing where `end` is not after `begin`."""
    return DutyTime(calendar(), Hours.parse(_hours())).between(clock.local(begin), clock.local(end))


def in_working_days(length: timedelta) -> str:
    """2个工作日3小时, 3小时, 20分钟; a working day is as long as the bureau's office hours."""
    day = Hours.parse(_hours()).a_day
    days, rest = divmod(length, day)
    hours, minutes = divmod(int(rest.total_seconds()) // 60, 60)
    if days:
        return f"{days}个工作日" + (f"{hours}小时" if hours else "")
    return f"{hours}小时{minutes}分钟" if hours and minutes else f"{hours}小时" if hours else f"{minutes}分钟"


def _hours() -> str:
    try:
        return str((rules.current(kind="settings") or {}).get("office_hours") or ORDINARY_HOURS)
    except Missing:
        return ORDINARY_HOURS
