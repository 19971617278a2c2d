"""Topics of a period, found from what files left of their words; nothing is written here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from yiwang.cases.casework import queries as casework
from yiwang.cases.prints import queries as prints
from yiwang.cases.prints.queries import Batch, Said
from yiwang.cases.topics.models import PLACE_SIGNS, SUMMARY_SIGNS
from yiwang.ground.language import queries as language
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.places import queries as places
from yiwang.kit import clock

MOST = 60
"""Topics that are kept of a period."""
LEAST = 4
"""Files that make a topic here; of three, two are easily one household."""
LEAST_ANYWHERE = 8
"""Files that make a topic without a place in common: of fewer, the words are alike and the matters are not one."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One topic as it was found. `cases`, `moments`: its files, the oldest first; `spokes`: whose title the summary is."""

    heat: float
    parts: Mapping[str, float]
    cases: Sequence[int]
    moments: Sequence[datetime]
    place: str
    summary: str
    spokes: int
    category: str
    area_code: str
    unit: int | None
    groups: Sequence[str]
    series: Sequence[int]


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What a search found. `files`: how many were held together."""

    days: int
    until: datetime
    files: int
    found: Sequence[Found]


def survey(*, days: int) -> Survey:
    """Look for topics among the files of the last days that left a print and may be compared. Minutes for very many: for jobs."""
    until = clock.now()
    since = until - timedelta(days=days)
    batch = prints.recent(since=since, until=until)
    known = language.topics(
        batch.gists, list(batch.at), since=since.timestamp(), until=until.timestamp(), at_least=LEAST
    )[:MOST]
    words = prints.said({int(batch.cases[row]) for topic in known for row in topic.members})
    units = _units({int(batch.cases[row]) for topic in known for row in topic.members})
    found = [_found(batch, topic, words, units, until, days) for topic in known]
    return Survey(days=days, until=until, files=len(batch.cases), found=[one for one in found if one is not None])


def _units(cases: set[int]) -> dict[int, int | None]:
    return dict(casework.every().filter(pk__in=cases).values_list("pk", "unit"))


def _found(
    batch: Batch,
    topic: language.Topic,
    words: Mapping[int, Said],
    units: Mapping[int, int | None],
    until: datetime,
    days: int,
) -> Found | None:
    rows = [row for row in topic.members if int(batch.cases[row]) in words]
    if len(rows) < LEAST:
        return None
    cases = [int(batch.cases[row]) for row in rows]
    told = language.tell([(words[case].title, words[case].content) for case in cases])
    if not told.place and len(rows) < LEAST_ANYWHERE:
        return None
    area = _most([batch.areas[row] for row in rows])
    moments = [datetime.fromtimestamp(float(batch.at[row]), UTC) for row in rows]
    return Found(
        heat=topic.heat, parts=topic.parts, cases=cases, moments=moments, place=told.place[:PLACE_SIGNS],
        summary=told.summary[:SUMMARY_SIGNS], spokes=_spokes(cases, words, told.summary), area_code=area,
        category=_most([batch.categories[row] for row in rows]), groups=topic.groups,
        unit=_unit(area, [units.get(case) for case in cases]), series=series(moments, until=until, days=days),
    )  # fmt: skip


def _spokes(cases: Sequence[int], words: Mapping[int, Said], summary: str) -> int:
    """The file whose title it is; the first where the sentence was made of a body."""
    return next((case for case in cases if summary and words[case].title.strip().startswith(summary)), cases[0])


def _most(values: Sequence[str]) -> str:
    """The value that at least half have; empty where there is none."""
    value, count = Counter(values).most_common(1)[0]
    return value if 2 * count >= len(values) else ""


def _unit(area_code: str, units: Sequence[int | None]) -> int | None:
    """Key of the unit it concerns: that most of its files are at, else the station of its area."""
    at, count = Counter(units).most_common(1)[0]
    if at is not None and 2 * count >= len(units):
        return at
    return station(area_code)


def station(area_code: str) -> int | None:
    """Key of the station that serves an area; None where the area is not known."""
    area = places.known_area(code=area_code)
    return organisation.heir(code=area.station_code).pk if area else None


def series(moments: Sequence[datetime], *, until: datetime, days: int) -> list[int]:
    """Files by week, the week that ends at `until` last."""
    weeks = -(-days // 7)
    back = np.array([min(max((until - moment) // _WEEK, 0), weeks - 1) for moment in moments], np.int64)
    return [int(count) for count in np.bincount(back, minlength=weeks)[::-1]]
