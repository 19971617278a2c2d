"""Where two answers to one question do not say the same: their figures compared by what is counted (days, fees, points)."""

import re
from collections import defaultdict
from dataclasses import dataclass

_NUMBER = r"(?:\d+(?:\.\d+)?|[一二三四五六七八九十两百半]+)"
_COUNTED = re.compile(
    rf"(?P<n>{_NUMBER})\s*个?(?P<what>工作日|自然日|小时|分钟|元|块|个?月(?![份日\d])|周岁|岁|年(?!\d)|日(?!期)|天|分(?!局|之|钟))"
)
_MOMENT = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]|\d{4}年(?:\d{1,2}月)?|\d{1,2}[:：]\d{2}|第[一二三四五六七八九十百零\d]+条"
)
"""Dates, hours of the day and articles of a law: they differ from answer to answer, and rightly so."""
_SAME = {"自然日": "日", "天": "日", "块": "元", "周岁": "岁", "个月": "月"}
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """`what` is counted; `said`: in the answer; `should`: in the one that it is held against."""

    what: str
    said: tuple[str, ...]
    should: tuple[str, ...]


def contradictions(*, standard: str, answer: str) -> list[Contradiction]:
    """Figures of an answer that the standard does not have, of those kinds of which it has some (15日 where it says 20日)."""
    right, told = _figures(standard), _figures(answer)
    return [
        Contradiction(what=what, said=tuple(sorted(told[what] - right[what])), should=tuple(sorted(right[what])))
        for what in sorted(right.keys() & told.keys())
        if told[what] - right[what]
    ]


def _figures(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for hit in _COUNTED.finditer(_MOMENT.sub(" ", text)):
        what = _SAME.get(hit["what"], hit["what"])
        if (value := _value(hit["n"])) is not None:
            found[what].add(value)
    return found


def _value(text: str) -> str | None:
    """A number as it is compared; Chinese ones to 99 as digits. None for what is no number (百 alone)."""
    if text[0].isdigit():
        return text.removesuffix(".0")
    if text == "半":
        return "0.5"
    if set(text) - _DIGITS.keys() - {"十"}:
        return None
    tens, is_ten, ones = text.partition("十")
    if not is_ten:
        return str(_DIGITS[text]) if len(text) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
