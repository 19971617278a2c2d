"""What becomes of one appeal: its steps with their times, as people who work and sleep would take them."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, log
from random import Random
from typing import Any, NamedTuple

from yiwang.config.growing.city import City, Route, Topic
from yiwang.config.growing.days import Days, awake, moment

_HOUR, _DAY = 3600, 86400
_BREATH = 40
"""Seconds between two steps at least."""
_CLOSING_ROUND = 600
"""The job that closes what nobody disputed runs every ten minutes."""

BY_OPERATOR = 0.12
WITHDRAWN = 0.015
UNREACHED_FIRST = 0.1
LATE = 0.07
STUCK = 0.002
SENT_BACK = 0.04
READ = 0.6
DISPUTED = 0.04
"""Shares of the appeals to which it happens; the bureau's own year is the model [M]."""


class Step(NamedTuple):
    """One thing that happened, by the name of its command. `said`: what it needs besides."""

    at: int
    what: str
    said: dict[str, Any]


@dataclass(slots=True)
class Life:
    """One appeal from its registration as far as it has come by now."""

    number: int
    registered: int
    ordered: int | None
    channel: str
    topic: Topic
    area: str
    place: str
    matter: str
    route: Route
    type: str
    by_operator: bool
    steps: list[Step]


def live(number: int, at: int, rng: Random, city: City, days: Days) -> Life:
    """The life of appeal `number`, registered at `at`; steps that lie ahead of the city's last moment have not happened."""
    channel, area = city.channels.draw(rng), city.areas.draw(rng)
    topic: Topic = city.topics.draw(rng)
    route = city.route(topic, area)
    ordered = at - rng.randrange(60, 1800) if channel in city.ordered else None
    life = Life(
        number=number, registered=at, ordered=ordered, channel=channel, topic=topic, area=area, route=route, type=route.type,
        place=rng.choice(city.places[area]), matter=rng.choice(topic.matters),
        by_operator=not route.is_sure or (route.confidentiality != "sealed" and rng.random() < BY_OPERATOR), steps=[],
    )  # fmt: skip
    life.steps = _happened(life, rng, city, days)
    return life


def _happened(life: Life, rng: Random, city: City, days: Days) -> list[Step]:
    steps = list(_steps(life, rng, city, days))
    if rng.random() < WITHDRAWN:
        left = life.registered + int(rng.uniform(0.3, 30) * _HOUR)
        if all(step.at > left for step in steps if step.what == "approve"):
            steps = [*(step for step in steps if step.at < left), Step(left, "withdraw", {})]
    return [step for step in steps if step.at <= days.last]


def _steps(life: Life, rng: Random, city: City, days: Days) -> Iterator[Step]:
    at = life.registered
    if life.by_operator:
        at = days.office(at + _BREATH + rng.expovariate(1 / 1500), rng.random())
    yield Step(at, "push", {})
    started = life.ordered or life.registered
    for round in (1, 2):
        at = awake(at + _BREATH + rng.lognormvariate(log(2400), 1.0), rng.random())
        yield Step(at, "sign", {})
        for contact in _contacts(at, rng):
            yield contact
            at = contact.at
        due = _due(life, started, city)
        for reply in _replies(at, due, rng, days):
            yield reply
            at = reply.at
        is_last = round == 2 or rng.random() >= DISPUTED
        if rng.random() < READ or not is_last:
            yield Step(int(at + _BREATH + rng.uniform(0.01, 1) * _DAY), "read", {})
        if is_last:
            break
        at = awake(at + rng.uniform(1.2, 12) * _DAY, rng.random())
        started = at
        yield Step(at, "dispute", {})
    window = city.dispute_window.total_seconds()
    yield Step(ceil((at + window) / _CLOSING_ROUND) * _CLOSING_ROUND + 2, "close", {})


def _contacts(signed: int, rng: Random) -> Iterator[Step]:
    at = awake(signed + _BREATH + rng.lognormvariate(log(9000), 0.8), rng.random())
    if rng.random() < UNREACHED_FIRST:
        yield Step(at, "contact", {"kind": "call", "reached": False})
        at = awake(at + rng.uniform(1, 6) * _HOUR, rng.random())
    kind = "visit" if rng.random() < 0.2 else "call"
    yield Step(at, "contact", {"kind": kind, "reached": True})


def _due(life: Life, started: int, city: City) -> int:
    terms = city.terms(
        "handle", type=life.type, category=life.topic.leaf.code, channel=life.channel, priority=life.route.priority
    )
    if terms is None:
        raise ValueError(f"no limit for {life.type} {life.topic.leaf.code}")
    return int(city.almanac.of(terms, moment(started)).due_at.timestamp())


def _replies(contacted: int, due: int, rng: Random, days: Days) -> Iterator[Step]:
    chance = rng.random()
    if chance < STUCK:
        wanted = due + rng.uniform(15, 150) * _DAY
    elif chance < LATE:
        wanted = due + rng.expovariate(1 / (1.5 * _DAY))
    else:
        wanted = contacted + max(due - contacted, 4 * _HOUR) * rng.uniform(0.1, 0.85)
    at = days.office(max(wanted, contacted + _BREATH), rng.random())
    yield Step(at, "submit", {})
    if rng.random() < SENT_BACK:
        at = days.office(at + _BREATH + rng.lognormvariate(log(4000), 0.8), rng.random())
        yield Step(at, "send_back", {})
        at = days.office(at + _BREATH + rng.lognormvariate(log(5000), 0.8), rng.random())
        yield Step(at, "resubmit", {})
    at = days.office(at + _BREATH + rng.lognormvariate(log(4500), 0.8), rng.random())
    yield Step(at, "approve", {})
