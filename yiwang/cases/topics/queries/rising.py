"""What came more than its season explains: categories by area, and topics."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yiwang.cases.prints.queries import tallies
from yiwang.cases.topics.models import Topic
from yiwang.cases.topics.queries.finding import station
from yiwang.cases.topics.queries.seasons import LEAST_SEEN, LEAST_WEEKS, WEEKS, Verdict, judge, season
from yiwang.cases.topics.states import PERIODS, RiseKind
from yiwang.kit import clock

_WEEK = timedelta(days=7)
_YEAR = timedelta(days=364)
"""Fifty-two weeks: the same days of the week."""
_YEARS = 3
_AROUND = 1
"""Weeks on both sides of the same week of a former year that count as the same season."""


@dataclass(frozen=True, kw_only=True)
class Risen:
    """One warning. `thing`: what it is about, as one word; `unit`: key of whose it is."""

    kind: RiseKind
    thing: str
    unit: int
    verdict: Verdict
    topic: Topic | None = None
    category: str = ""
    area_code: str = ""


def weeks_known(*, until: datetime) -> int:
    """Whole weeks of history before the week that ends at `until`; under `LEAST_WEEKS` nothing can be said."""
    begun = tallies.begun()
    return max((until - begun) // _WEEK - 1, 0) if begun else 0


def risen(*, until: datetime) -> list[Risen]:
    """Every warning of the week that ends at `until`, the least likely chance first. None without four weeks of history."""
    known = weeks_known(until=until)
    if known < LEAST_WEEKS:
        return []
    found = [*_categories(until, min(known, WEEKS)), *_topics(min(known, WEEKS))]
    return sorted(found, key=lambda one: (one.verdict.chance, one.thing))


def _categories(until: datetime, weeks: int) -> Iterator[Risen]:
    by_cell: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for category, area, back, count in tallies.weekly(since=until - (weeks + 1) * _WEEK, until=until):
        by_cell[category, area][back] = count
    times = _seasons(until)
    for (category, area), counts in by_cell.items():
        if not area or counts.get(0, 0) < LEAST_SEEN:
            continue
        before = [counts.get(back, 0) for back in range(1, weeks + 1)]
        verdict, unit = judge(counts[0], before, times=times.get(category, 1.0)), station(area)
        if verdict.is_rise and unit is not None:
            yield Risen(
                kind=RiseKind.CATEGORY, thing=f"category:{category}:{area}", unit=unit, verdict=verdict,
                category=category, area_code=area,
            )  # fmt: skip


def _seasons(until: datetime) -> Mapping[str, float]:
    """How this week of the year compared with the eight before it in former years, by category over all areas."""
    same: dict[str, list[int]] = defaultdict(list)
    before: dict[str, list[int]] = defaultdict(list)
    begun = tallies.begun()
    for years in range(1, _YEARS + 1):
        last = until - years * _YEAR + _AROUND * _WEEK
        first = last - (WEEKS + 2 * _AROUND + 1) * _WEEK
        if begun is None or begun > first:
            break
        counts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for category, _area, back, count in tallies.weekly(since=first, until=last):
            counts[category][back] += count
        for category, weeks in counts.items():
            same[category] += [weeks.get(back, 0) for back in range(2 * _AROUND + 1)]
            before[category] += [weeks.get(back, 0) for back in range(2 * _AROUND + 1, 2 * _AROUND + 1 + WEEKS)]
    return {category: season(same[category], before[category]) for category in same}


def _topics(weeks: int) -> Iterator[Risen]:
    """Topics of the longer period, each against its own weeks before."""
    for topic in Topic.objects.filter(days=max(PERIODS), rank__isnull=False, unit__isnull=False):
        verdict = judge_series(topic.series, weeks)
        if verdict.is_rise and topic.unit_id is not None:
            yield Risen(
                kind=RiseKind.TOPIC, thing=f"topic:{topic.pk}", unit=topic.unit_id, verdict=verdict, topic=topic,
                category=topic.category, area_code=topic.area_code,
            )  # fmt: skip


def judge_series(series: Sequence[int], weeks: int) -> Verdict:
    """The last week of a topic against those before it."""
    return judge(series[-1] if series else 0, list(series[:-1])[-weeks:])


def seen_last_week(*, topic: int | None, category: str, area_code: str) -> int:
    """Files of a topic, else of a category in an area, that came in the last seven days: what a warning is followed up by."""
    if topic is not None:
        series = Topic.objects.filter(pk=topic).values_list("series", flat=True).first() or [0]
        return int(series[-1])
    now = clock.now()
    rows = tallies.weekly(since=now - _WEEK, until=now)
    return sum(count for one, area, _back, count in rows if (one, area) == (category, area_code))
