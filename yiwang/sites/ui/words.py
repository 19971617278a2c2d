"""Times and lengths of time as people say them, in Chinese first (ui.md section 6); pure functions of the language now active."""

from datetime import date, datetime, timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from yiwang.kit import clock

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SOON = timedelta(hours=4)
"""Up to here a deadline of the same day is said in hours, later ones by their hour of the day."""


def is_english() -> bool:
    """True while English is the active language."""
    return (get_language() or "zh").startswith("en")


def weekday(day: date) -> str:
    """周四; Thu."""
    return _WEEKDAYS_EN[day.weekday()] if is_english() else f"周{_WEEKDAYS_ZH[day.weekday()]}"


def day(value: date, *, today: date | None = None) -> str:
    """11月26日（周四）, with the year only when it is another; Thu 26 Nov 2026."""
    here = clock.local(value).date() if isinstance(value, datetime) else value
    if is_english():
        return f"{weekday(here)} {here.day} {_MONTHS_EN[here.month - 1]} {here.year}"
    year = "" if here.year == (today or clock.today()).year else f"{here.year}年"
    return f"{year}{here.month}月{here.day}日（{weekday(here)}）"


def hour(value: datetime) -> str:
    """17:30 on the Chinese wall clock."""
    return clock.local(value).strftime("%H:%M")


def moment(value: date | datetime, *, today: date | None = None) -> str:
    """11月26日（周四）17:30; a bare date has no hour."""
    if not isinstance(value, datetime):
        return day(value, today=today)
    joint = ", " if is_english() else ""
    return f"{day(value, today=today)}{joint}{hour(value)}"


def near(value: datetime, *, now: datetime | None = None) -> str:
    """今天09:12, 昨天, 明天, else the whole moment: for lists where the day is nearly always close."""
    today = clock.local(now or clock.now()).date()
    words = {0: _("今天"), -1: _("昨天"), 1: _("明天")}
    distance = (clock.local(value).date() - today).days
    if distance not in words:
        return moment(value, today=today)
    return f"{words[distance]}{' ' if is_english() else ''}{hour(value)}"


def length(span: timedelta) -> str:
    """Minutes under an hour, hours under a day, then days; rounded down, at least one minute."""
    minutes = max(int(span.total_seconds() // 60), 1)
    if minutes < 60:
        return ngettext("%(n)d分钟", "%(n)d分钟", minutes) % {"n": minutes}
    if minutes < 24 * 60:
        return ngettext("%(n)d小时", "%(n)d小时", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d天", "%(n)d天", minutes // 1440) % {"n": minutes // 1440}


def left(due: datetime, *, now: datetime | None = None, workdays: int | None = None) -> str:
    """How hot it is: 超期1天, 剩2小时, 今天17:30, 剩3个工作日 (where `workdays` is known), 剩6天."""
    at = now or clock.now()
    if due <= at:
        return _("超期%(length)s") % {"length": length(at - due)}
    same_day = clock.local(due).date() == clock.local(at).date()
    if due - at <= _SOON:
        return _("剩%(length)s") % {"length": length(due - at)}
    if same_day or (clock.local(due).date() - clock.local(at).date()).days == 1:
        return near(due, now=at)
    if workdays is not None:
        return ngettext("剩%(n)d个工作日", "剩%(n)d个工作日", workdays) % {"n": workdays}
    return _("剩%(length)s") % {"length": length(due - at)}


def ago(value: datetime, *, now: datetime | None = None) -> str:
    """刚刚, 3分钟前, 2小时前, 昨天09:12, then the date."""
    at = now or clock.now()
    span = at - value
    if span < timedelta(minutes=1):
        return _("刚刚")
    if span < timedelta(hours=12):
        return _("%(length)s前") % {"length": length(span)}
    return near(value, now=at)
