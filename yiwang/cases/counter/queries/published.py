"""The bureau's rules as far as the portal may know them: its promise, its tripwire, its guess at the type."""

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from yiwang.cases.counter.models import Publication
from yiwang.cases.counter.queries.relaying import forget_gate
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import Calendar, Due, Limit
from yiwang.ground.clocks.states import Unit
from yiwang.ground.language import queries as language
from yiwang.kit.errors import Unavailable

T = TypeVar("T")
FRESH_SECONDS = 5.0
STEPS = ("sign", "first_contact", "handle")
"""The clocks a citizen is told of beforehand."""
_seen: dict[str, tuple[float, Publication]] = {}
_made: dict[tuple[str, int], Any] = {}


@dataclass(frozen=True, kw_only=True)
class TripView:
    """What the tripwire page shows. `words`: those that led to it."""

    rule_id: str
    page: str
    words: tuple[str, ...]
    offer: tuple[str, ...]
    say: str
    is_soft: bool

    def as_json(self) -> dict[str, Any]:
        """For the draft."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class TypeGuess:
    """The proposed type of an appeal, with its probability."""

    type: str
    confidence: float


def publication(key: str) -> Publication:
    """What is published under a key, at most five seconds old. Unavailable: the inner side has published nothing yet."""
    seen = _seen.get(key)
    if seen and time.monotonic() - seen[0] < FRESH_SECONDS:
        return seen[1]
    version = Publication.objects.filter(key=key).values_list("version", flat=True).first()
    if version is None:
        raise Unavailable("系统还没有准备好，请过几分钟再试；您写的内容没有丢")
    kept = seen[1] if seen and seen[1].version == version else Publication.objects.get(key=key)
    _seen[key] = (time.monotonic(), kept)
    return kept


MODES = {"green": "优先办理", "expedited": "加快办理", "postponed": "办理时间延长"}
"""What is said of an arrangement that has no words of its own."""


def forget() -> None:
    """Read afresh (tests; after a renewal in this process)."""
    _seen.clear()
    _made.clear()
    forget_gate()


def _once(found: Publication, make: Any) -> Any:
    key = (found.key, found.version)
    if key not in _made:
        _made[key] = make(found)
    return _made[key]


def made_of(key: str, make: Callable[[Any], T]) -> T:
    """What `make` makes of a publication's payload, once a version. Unavailable: nothing was published yet."""
    made: T = _once(publication(key), lambda found: make(found.payload))
    return made


def open_channels(*, on: date) -> list[str]:
    """The green channels that are open that day, by name; none before anything was published."""
    try:
        rows = publication("green").payload or []
    except Unavailable:
        return []
    return [row["name"] for row in rows if row["from"] <= on.isoformat() <= row["to"]]


def arranged(*, category: str, on: date) -> list[str]:
    """What is arranged that day for services of this category (绿色通道、加急、延期), in words; none where nothing stands."""
    try:
        rows = publication("modes").payload or []
    except Unavailable:
        return []
    open_ = [row for row in rows if row["from"] <= on.isoformat() <= row["to"]]
    return [
        f"{row['name']}：{row.get('note') or MODES.get(row.get('mode') or 'green', '')}"
        for row in open_ if f"{category}.".startswith(f"{row['category']}.")
    ]  # fmt: skip


def _calendar() -> Calendar:
    made: Calendar = _once(publication("calendar"), lambda found: Calendar.from_payload(found.payload))
    return made


def _limits() -> list[Limit]:
    rows: list[Limit] = _once(publication("time_limits"), lambda found: [Limit.from_row(row) for row in found.payload])
    return rows


def _limit(name: str, type: str, channel: str, priority: str) -> Limit | None:
    """The limit that governs, looked for once a version of the table: there are a few dozen answers at most."""
    found = publication("time_limits")
    key = (f"limit/{name}/{type}/{channel}/{priority}", found.version)
    if key not in _made:
        facts = clocks.LimitFacts(clock=name, type=type, channel=channel, priority=priority)
        _made[key] = clocks.pick(_limits(), facts)
    limit: Limit | None = _made[key]
    return limit


def _due(limit: Limit, at: datetime) -> Due:
    """Counted as the inner side will count it: the same calendar, duty hours and end of day."""
    kept: dict[str, str] = publication("day").payload or {}
    return clocks.due(
        limit=limit, start=at, calendar=_calendar(), office_hours=kept["office_hours"], day_ends=kept["day_ends"]
    )


def promise_for(*, type: str, at: datetime, channel: str = "web", priority: str = "normal") -> tuple[Limit, Due]:
    """The promise a receipt names: the limit of this type, and the moment it ends for an appeal registered `at`.

    The inner side may shorten it when it knows the category; it is shown then, line by line.
    """
    limit = _limit("handle", type, channel, priority)
    if limit is None:
        raise Unavailable("时限表还没有准备好，请过几分钟再试；您写的内容没有丢")
    return limit, _due(limit, at)


def promise_of_guide(*, guide: Mapping[str, Any], at: datetime) -> tuple[str, Due]:
    """By when an item is done that is applied for now: its promise, else the limit by law, in words and as a moment.

    The inner side counts it again from the day it is accepted.
    """
    told = guide["promised"] or guide["legal"] or {"value": 20, "unit": "working_days"}
    limit = Limit(code="item", clock="handle", value=int(told["value"]), unit=Unit(told["unit"]), subject="application")
    return limit.words, _due(limit, at)


def coming(
    *, type: str, at: datetime, channel: str = "web", priority: str = "normal", promise: tuple[Limit, Due] | None = None
) -> list[dict[str, Any]]:
    """The steps that follow an appeal registered `at`, with the latest moment of each: sign, first_contact, handle.

    `promise`: what `promise_for` said of the same appeal, so that it is not counted twice.
    """
    steps = []
    for name in STEPS:
        if limit := _limit(name, type, channel, priority):
            due = promise[1] if promise and promise[0] is limit else _due(limit, at)
            steps.append({"kind": name, "due_at": due.at.isoformat(), "promise": limit.words})
    return steps


def trip_of(*, text: str, answers: dict[str, Any]) -> TripView | None:
    """What the tripwire says of these words and answers; None where it stays silent."""
    trip = language.tripwire(text=text, answers=answers, rules=publication("tripwire").payload or {})
    if trip is None:
        return None
    return TripView(
        rule_id=trip.rule_id, page=trip.page, words=trip.words, offer=trip.offer, say=trip.say, is_soft=trip.soft
    )


def guess_type(*, text: str) -> TypeGuess:
    """The type these words most likely are."""
    found = publication("type_model")
    model = _once(found, lambda kept: language.load_public_model(bytes(kept.blob)))
    guess = language.guess_type(text=text, model=model)
    return TypeGuess(type=guess[0], confidence=guess[1])
