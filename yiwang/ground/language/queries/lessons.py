"""What the text model learns from: the phrases of the categories in force, what an installation has besides, and what people
decided.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from yiwang.ground.language.queries.personal import redacted
from yiwang.ground.language.queries.text import normalise
from yiwang.ground.rules import queries as rules

Lesson = dict[str, Any]
"""`text`, `type`, `category`, and as `bulk.Example` says `group`, `phrase`, `weight`; see `history`."""
Source = Callable[[], Iterable[Lesson]]

TAUGHT_FOR = timedelta(days=730)
"""How far back a case teaches: 24 months; what was decided before was decided by other rules."""
MOST = 50_000
MOST_A_CLASS = 1_000
"""The newest so many cases, and of one category: what a night can train on, and no category drowns the others."""
OVERRULED = 3.0
"""What a decision weighs that says otherwise than the house did: there is most to learn (bureau default, no source)."""
HANDLED = 0.5
"""What a case weighs that the house pushed by itself and a unit answered without giving it back: nobody objected."""


@dataclass(frozen=True, kw_only=True)
class Decided:
    """One case that is not secret, as people decided it. Empty `type` or `category`: of that nobody decided.

    `by_person`: somebody chose; else the house did, and whoever handled it did not object. `overruled`: the decision is another
    than the suggestion.
    """

    text: str
    type: str
    category: str
    at: datetime
    by_person: bool
    overruled: bool


@dataclass(kw_only=True)
class Said:
    """Suggestions beside decisions, counted; see `models.Week`."""

    read: int = 0
    sure: int = 0
    told: dict[str, list[int]] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)
    turned: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Teacher:
    """What a room above tells of its cases. `decided`: since a moment, the newest first; `said`: of a period without its end."""

    decided: Callable[[datetime], Iterable[Decided]]
    said: Callable[[datetime, datetime], Said]


_sources: list[Source] = []
_teachers: list[Teacher] = []


def teach(source: Source) -> Source:
    """Register examples beside the phrases (the demo's sample appeals): config's, which alone knows what an installation has."""
    if source not in _sources:
        _sources.append(source)
    return source


def teacher(one: Teacher) -> Teacher:
    """Register whoever knows what people decided: this room knows no case."""
    if one not in _teachers:
        _teachers.append(one)
    return one


def lessons() -> list[Lesson]:
    """What there is to learn from before anybody decided anything. Beside people's own words phrases are not measured."""
    own = [lesson for source in _sources for lesson in source()]
    return [*phrases(rules.current_if_any(kind="categories") or (), beside=bool(own)), *own]


def history(*, now: datetime) -> Iterator[Lesson]:
    """Cases that people decided, the newest first, without what points at anybody, the same words once.

    Besides what `Lesson` says: `case` (it is one), `at` (ISO, UTC), `judges` (a person decided, so that it may judge a model),
    `overruled`. At most `MOST`, and `MOST_A_CLASS` of one category.
    """
    seen: set[tuple[str, str, str]] = set()
    classes: Counter[str] = Counter()
    for one in (row for known in _teachers for row in known.decided(now - TAUGHT_FOR)):
        key = (_group(one.text), one.type, one.category)
        if key in seen or classes[one.category] >= MOST_A_CLASS:
            continue
        seen.add(key)
        classes[one.category] += 1
        yield _lesson(one, key[0])
        if len(seen) >= MOST:
            return


def _lesson(one: Decided, group: str) -> Lesson:
    return {
        "text": redacted(one.text), "type": one.type, "category": one.category, "group": group, "case": True,
        "at": stamp(one.at), "judges": one.by_person,
        "overruled": one.overruled, "weight": OVERRULED if one.overruled else 1.0 if one.by_person else HANDLED,
    }  # fmt: skip


def stamp(at: datetime) -> str:
    """A moment as text that sorts like it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _group(text: str) -> str:
    """The same for texts that say the same in other signs or with other numbers."""
    plain = "".join(sign for sign in normalise(text) if not sign.isdigit())
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def said_in(*, since: datetime, until: datetime) -> Said:
    """What every teacher counts of a period, added up."""
    total = Said()
    for one in (known.said(since, until) for known in _teachers):
        total.read += one.read
        total.sure += one.sure
        for what, (decided, stood) in one.told.items():
            before = total.told.get(what, [0, 0])
            total.told[what] = [before[0] + decided, before[1] + stood]
        for mine, theirs in ((total.categories, one.categories), (total.turned, one.turned)):
            for name, count in theirs.items():
                mine[name] = mine.get(name, 0) + count
    return total


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def phrases(categories: Iterable[Mapping[str, str]], *, beside: bool) -> Iterator[Lesson]:
    """A lesson each example, name and keyword of every leaf that is not retired. `beside`: there are other lessons. Pure."""
    for row in categories:
        if row["level"] != "2" or row.get("retired") == "yes":
            continue
        for phrase in filter(None, row["examples"].split("；")):
            yield {"text": phrase, "type": row["default_type"], "category": row["code"], "phrase": beside}
        for name in filter(None, [row["zh"], *row["description"].split("、")]):
            yield {"text": name, "type": "", "category": row["code"], "phrase": True}
