"""A value of a document as one cell of a page, and back: each kind with what is said where it cannot be read."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from yiwang.ground.clocks.states import UNIT_WORDS, Unit

AT_ONCE = "当场"
LIMITS = (Unit.MINUTES, Unit.HOURS, Unit.WORKING_HOURS, Unit.DAYS, Unit.WORKING_DAYS)
_BY_WORDS = {UNIT_WORDS[unit]: unit for unit in LIMITS} | {"个自然日": Unit.DAYS, "天": Unit.DAYS}
_LIMIT = re.compile(r"(\d{1,3})\s*(\S+)")
_PARTED = re.compile(r"[、,，;；\s]+")


def show(kind: str, value: Any) -> str:
    """As it stands in its cell."""
    if value is None:
        return ""
    return _SHOWN.get(kind, str)(value)


def read(kind: str, text: str) -> Any:
    """The value of a cell. ValueError: it cannot be read, with how to mend it."""
    return _READ.get(kind, str.strip)(text)


def _limit_words(value: dict[str, Any]) -> str:
    number, unit = value.get("value", 0), Unit(value.get("unit", Unit.WORKING_DAYS))
    return f"{number}{UNIT_WORDS[unit]}" if number else AT_ONCE


def _limit(text: str) -> dict[str, Any] | None:
    words = text.strip()
    if not words:
        return None
    if words == AT_ONCE:
        return {"value": 0, "unit": Unit.WORKING_DAYS.value}
    hit = _LIMIT.fullmatch(words)
    unit = _BY_WORDS.get(hit[2]) if hit else None
    if hit is None or unit is None:
        raise ValueError("写成5个工作日、10日、2小时、10分钟，或者当场")
    return {"value": int(hit[1]), "unit": unit.value}


def _yuan(text: str) -> int:
    try:
        fen = Decimal(text.strip() or "0") * 100
    except InvalidOperation as error:
        raise ValueError("写成元，例如20或者0.5") from error
    if fen != int(fen) or fen < 0:
        raise ValueError("金额最小到分，不能是负数")
    return int(fen)


def _whole(text: str) -> int:
    if not text.strip().isdecimal():
        raise ValueError("请填整数")
    return int(text)


def _day(text: str) -> str | None:
    words = text.strip()
    if not words:
        return None
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise ValueError("日期写成2026-01-31") from error


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _words(text: str) -> list[str]:
    return [word for word in _PARTED.split(text) if word]


_SHOWN: dict[str, Callable[[Any], str]] = {
    "limit": _limit_words,
    "yuan": lambda fen: f"{Decimal(fen) / 100:f}",
    "lines": "\n".join,
    "words": "、".join,
    "check": lambda value: "on" if value else "",
}
_READ: dict[str, Callable[[str], Any]] = {
    "limit": _limit, "yuan": _yuan, "int": _whole, "date": _day, "lines": _lines, "words": _words,
    "check": lambda text: text == "on",
}  # fmt: skip
