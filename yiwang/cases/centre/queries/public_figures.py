"""Figures that everybody may read: by month and year, by group of channels; nothing so small that it points at somebody.

What is counted fewer than `LEAST` times is never told by itself: a small group is put to the others, and where the others are
too few as well, to the smallest group that is told, so that no difference gives it away. A year is the sum of what its months
tell wherever its own sum would give a hidden month away. Sealed files are not in the figures at all; what runs on another
lawful track (信访) has a line of its own and is not in the sum. Whole days alone are told, up to yesterday.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from yiwang.cases.centre.queries.tallies import by_month
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock

LEAST = 5
"""Bureau default: cells of fewer than five are not told (the usual threshold of official statistics)."""
YEARS = 3
APART = {"online_petition": "petition", "supervision_hotline": "supervision"}
"""Channels on a lawful track of their own (channels.csv: 与民生诉求分开统计; 涉警风件密封)."""
NOT_NEW = frozenset({"callback"})
"""Found on call-back: 不重复计为新件来源 (channels.csv)."""
OTHERS = "others"
SUMS = ("taken_in", "direct", "diverted", "answered", "withdrawn")
_Channels = Mapping[str, Mapping[str, int]]


def public_figures() -> dict[str, Any]:
    """The payload of the public page: `as_of` (the last day in it), `months` and `years`, each newest first."""
    last = clock.today() - timedelta(days=1)
    months = by_month(first=date(last.year - YEARS + 1, 1, 1), last=last)
    groups = _groups()
    periods = {(year, month): told(months[year, month], groups) for year, month in sorted(months, reverse=True)}
    years = dict.fromkeys(year for year, _month in periods)
    return {
        "as_of": last.isoformat(),
        "months": [{"period": f"{year}-{month:02d}", **one} for (year, month), one in periods.items()],
        "years": [
            {"period": str(year), **year_of([(months[key], one) for key, one in periods.items() if key[0] == year])}
            for year in years
        ],
    }


def _groups() -> dict[str, tuple[str, str]]:
    """Each channel's group: its code and its name."""
    return {row["code"]: (row["category"], row["category_zh"]) for row in rules.current(kind="channels")}


def told(channels: _Channels, groups: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """One month. `sums`: of all but what stands apart, None where a figure is too small to be told; `rate`: percent answered
    in time of those that had a term, None of too few; `groups`: taken in, the most first; `apart`: on tracks of their own.
    """
    sums, on_time, timed = _sums(channels)
    apart = {name: channels[code]["taken_in"] for code, name in APART.items() if code in channels}
    return {
        "sums": {name: safe(value) for name, value in sums.items()},
        "rate": _percent(on_time, timed),
        "groups": gathered(channels, groups),
        "apart": {name: value for name, value in apart.items() if value >= LEAST},
    }


def _sums(channels: _Channels) -> tuple[dict[str, int], int, int]:
    """The sums, and how many were answered in time of those that had a term."""
    open_ones = {code: figures for code, figures in channels.items() if code not in APART}
    sums = {name: sum(figures[name] for figures in open_ones.values()) for name in SUMS}
    sums["taken_in"] = sum(figures["taken_in"] for code, figures in open_ones.items() if code not in NOT_NEW)
    on_time, late = (sum(figures[name] for figures in open_ones.values()) for name in ("on_time", "late"))
    return sums, on_time, on_time + late


def year_of(months: Sequence[tuple[_Channels, dict[str, Any]]]) -> dict[str, Any]:
    """A year of months, each as it is and as it is told."""
    whole = [_sums(channels) for channels, _one in months]
    sums = {name: _year_sum([one[0][name] for one in whole]) for name in SUMS}
    rows: dict[str, dict[str, Any]] = {}
    apart: dict[str, int] = defaultdict(int)
    for _channels, one in months:
        for row in one["groups"]:
            kept = rows.setdefault(row["code"], {**row, "taken_in": 0})
            kept["taken_in"] += row["taken_in"]
        for name, value in one["apart"].items():
            apart[name] += value
    others = rows.pop(OTHERS, None)
    ranked = sorted(rows.values(), key=lambda row: (-row["taken_in"], row["code"]))
    rate = _percent(sum(one[1] for one in whole), sum(one[2] for one in whole))
    return {"sums": sums, "rate": rate, "groups": [*ranked, *([others] if others else ())], "apart": dict(apart)}


def _year_sum(months: Sequence[int]) -> int | None:
    hidden = [value for value in months if safe(value) is None]
    if len(hidden) > 1 and sum(hidden) >= LEAST:
        return sum(months)
    return safe(sum(months) - sum(hidden)) if len(hidden) < len(months) else None


def safe(value: int) -> int | None:
    """The figure, or None where it is between one and `LEAST`."""
    return value if value == 0 or value >= LEAST else None


def _percent(part: int, whole: int) -> int | None:
    """Whole percent, rounded down: never better than it is. None of fewer than `LEAST`."""
    return part * 100 // whole if whole >= LEAST else None


def gathered(channels: _Channels, groups: Mapping[str, tuple[str, str]]) -> list[dict[str, Any]]:
    """What was taken in by group, none of them below `LEAST`; the others last; empty where all together are fewer."""
    counts: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for code, figures in channels.items():
        if code not in APART and code not in NOT_NEW and figures["taken_in"]:
            group, name = groups.get(code, (OTHERS, ""))
            counts[group] += figures["taken_in"]
            names[group] = name
    small = {group for group, count in counts.items() if count < LEAST or group == OTHERS}
    while small and sum(counts[group] for group in small) < LEAST and len(small) < len(counts):
        small.add(min(counts.keys() - small, key=lambda group: (counts[group], group)))
    rest = sum(counts[group] for group in small)
    ranked = sorted(counts.keys() - small, key=lambda group: (-counts[group], group))
    rows = [{"code": group, "zh": names[group], "taken_in": counts[group]} for group in ranked]
    return [*rows, {"code": OTHERS, "zh": "", "taken_in": rest}] if rest >= LEAST else rows
