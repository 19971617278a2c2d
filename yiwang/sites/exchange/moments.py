"""Dates as people and programs write them, read as moments of Chinese time; what is ambiguous is refused, never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from yiwang.kit import clock
from yiwang.kit.clock import CHINA

_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_CLOCK = r"(?P<h>\d{1,2})(?:[:时点](?P<mi>\d{1,2})?分?(?::?(?P<s>\d{1,2})(?:\.\d+)?秒?)?)"
_HOUR = rf"(?:[T\s]*(?P<noon>上午|下午|中午|晚上|凌晨|早上)?\s*{_CLOCK})?"
_ZONE = r"(?P<zone>Z|[+-]\d{2}:?\d{2})?"
_YEAR_FIRST = re.compile(rf"^(?P<y>\d{{4}})[-/.年](?P<m>\d{{1,2}})[-/.月](?P<d>\d{{1,2}})日?{_HOUR}\s*{_ZONE}$")
_YEAR_LAST = re.compile(rf"^(?P<a>\d{{1,2}})[-/.](?P<b>\d{{1,2}})[-/.](?P<y>\d{{4}}){_HOUR}\s*{_ZONE}$")
_TIGHT = re.compile(r"^(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:(?P<h>\d{2})(?P<mi>\d{2})(?P<s>\d{2})?)?$")
_SERIAL = re.compile(r"^\d{5}(\.\d+)?$")
_EPOCH = re.compile(r"^1\d{9}(\d{3})?$")
_SHEETS_BEGIN = datetime(1899, 12, 30, tzinfo=CHINA)
_EARLIEST = datetime(1949, 10, 1, tzinfo=CHINA)
_AFTERNOON = frozenset({"下午", "晚上"})
_NONE = frozenset({"", "-", "—", "/", "无", "null", "none", "nan", "nat", "0000-00-00", "0000-00-00 00:00:00"})


class Order(Enum):
    """What stands first where the year stands last."""

    UNKNOWN = "unknown"
    MONTH = "month"
    DAY = "day"
    BOTH = "both"


@dataclass(frozen=True)
class Moment:
    """A moment. `has_hour`: the original says more than the day."""

    at: datetime
    has_hour: bool


def order_of(values: Iterable[Any]) -> Order:
    """Whether month or day comes first in a column whose dates end with the year: told by days beyond the twelfth."""
    first = second = False
    for value in values:
        if isinstance(value, str) and (hit := _YEAR_LAST.match(_plain(value))):
            first, second = first or int(hit["a"]) > 12, second or int(hit["b"]) > 12
    if first and second:
        return Order.BOTH
    return Order.DAY if first else Order.MONTH if second else Order.UNKNOWN


def read(value: Any, order: Order = Order.UNKNOWN) -> Moment | None:
    """The moment a cell names; None where it is empty. ValueError, with a sentence how to mend it: anything else."""
    if isinstance(value, datetime):
        return _sound(
            value if value.tzinfo else value.replace(tzinfo=CHINA), bool(value.hour or value.minute), str(value)
        )
    text = _plain(str(value))
    if text.lower() in _NONE:
        return None
    if hit := _YEAR_FIRST.match(text) or _TIGHT.match(text):
        return _made(hit, int(hit["m"]), int(hit["d"]), text)
    if hit := _YEAR_LAST.match(text):
        return _made(hit, *_ordered(int(hit["a"]), int(hit["b"]), order, text), text)
    if _SERIAL.match(text):
        days = float(text)
        return _sound(_SHEETS_BEGIN + timedelta(days=days), days % 1 > 0, text)
    if _EPOCH.match(text):
        return _sound(datetime.fromtimestamp(int(text[:10]), CHINA), True, text)
    raise ValueError(_unread(text))


def _plain(text: str) -> str:
    return text.translate(_HALF_WIDTH).strip()


def _unread(text: str) -> str:
    return f"日期“{text[:30]}”读不懂，请写成2026-11-22或2026-11-22 09:30这样"


def _ordered(a: int, b: int, order: Order, text: str) -> tuple[int, int]:
    """Month and day of a date that ends with the year."""
    if a > 12 or (order is Order.DAY and b <= 12):
        return b, a
    if b > 12 or order is Order.MONTH or a == b:
        return a, b
    raise ValueError(f"日期“{text[:30]}”看不出哪个是月、哪个是日，请写成2026-11-22这样")


def _made(hit: re.Match[str], month: int, day: int, text: str) -> Moment:
    parts = hit.groupdict()
    hour, minute, second = (int(parts.get(name) or 0) for name in ("h", "mi", "s"))
    if parts.get("noon") in _AFTERNOON and hour < 12:
        hour += 12
    try:
        at = datetime(int(hit["y"]), month, day, hour, minute, second, tzinfo=CHINA)
    except ValueError as error:
        raise ValueError(_unread(text)) from error
    if zone := parts.get("zone"):
        at = datetime.fromisoformat(at.replace(tzinfo=None).isoformat() + zone.replace("Z", "+00:00"))
    return _sound(at, parts.get("h") is not None, text)


def _sound(at: datetime, has_hour: bool, text: str) -> Moment:
    if at > clock.now() + timedelta(days=1):
        raise ValueError(f"日期“{text[:30]}”还没有到，请核对年份")
    if at < _EARLIEST:
        raise ValueError(f"日期“{text[:30]}”太早了，请核对年份")
    return Moment(at, has_hour)
