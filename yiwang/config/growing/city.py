"""What the city is: read once from its rooms, so that a million appeals ask the database for nothing more."""

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any, Generic, TypeVar

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.commands.shared import dispute_window
from yiwang.cases.appeals.queries import Category, Told
from yiwang.ground.clocks import bulk as clocks_bulk
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import Terms
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.organisation.states import Role
from yiwang.ground.places import queries as places
from yiwang.ground.places.models import Area
from yiwang.ground.rules import queries as rules
from yiwang.kit.actor import Actor
from yiwang.kit.clock import now
from yiwang.kit.copying import Json

T = TypeVar("T")
_CHANNELS = {
    "12345": 30, "web": 14, "mini_program": 14, "hotline": 13, "wechat_official": 5, "window": 5, "transfer_110": 5,
    "director_mailbox": 4, "station_phone": 4, "mayor_mailbox": 2, "gov_message_board": 2, "visit": 1, "home_visit": 1,
}  # fmt: skip
"""Shares in a hundred: the government hotline first, then what people carry in their pockets [M]."""
PORTAL = frozenset({"web", "mini_program"})
PHONED = frozenset({"hotline", "station_phone", "window", "visit", "home_visit"})
"""Taken down by an operator of the house."""
_WEIGHTS = {
    "hukou.id_card": 9, "hukou.move": 5, "hukou.residence": 5, "hukou.certificate": 4, "hukou.no_crime": 5, "traffic.parking": 12,
    "traffic.jam": 5, "traffic.signal": 5, "traffic.marking": 3, "traffic.accident": 5, "traffic.ebike": 3, "vehicle.licence": 5,
    "vehicle.violation": 6, "vehicle.objection": 3, "vehicle.ebike_plate": 4, "neighbour.noise": 12, "neighbour.neighbour": 5,
    "neighbour.family": 3, "public_order.theft": 5, "public_order.dog": 6, "public_order.threat": 2, "fraud.telecom": 6,
    "fraud.freeze": 3, "help.lost_property": 5, "help.move_car": 5, "case_handling.progress": 4, "case_handling.acceptance": 3,
    "exit_entry.passport": 4, "exit_entry.hk_macao": 3, "other_body.urban": 4, "service.praise": 2, "service.queue": 2,
    "conduct.attitude": 0.2, "conduct.delay": 0.2, "conduct.buck_passing": 0.1, "conduct.abuse": 0.05, "conduct.corruption": 0.05,
    "conduct.auxiliary": 0.1, "criminal.murder": 0.05, "help.self_harm": 0.1, "criminal.trafficking": 0.2,
}  # fmt: skip
"""How much people write about it; what is not named weighs 1 [M]."""


class Lot(Generic[T]):
    """Things drawn by weight."""

    def __init__(self, weighed: Sequence[tuple[T, float]]) -> None:
        self._things = [thing for thing, _ in weighed]
        self._mass = list(accumulate(weight for _, weight in weighed))

    def draw(self, rng: Random) -> T:
        """One of them."""
        return self._things[bisect_right(self._mass, rng.random() * self._mass[-1])]


@dataclass(frozen=True, eq=False)
class Topic:
    """A category and what people call it."""

    leaf: Category
    matters: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Route:
    """Where the rules of the house send such a matter in such an area, and how they put it down."""

    unit: Unit
    supervising: Unit | None
    officer: Officer | None
    type: str
    line: str
    confidentiality: str
    hides_identity: bool
    excluded: tuple[str, ...]
    grade: str
    is_sure_of_grade: bool
    why: tuple[str, ...]
    named: tuple[str, ...]
    priority: str
    is_sure: bool
    suggestion: Json


class City:
    """The demo city with its rules in force."""

    def __init__(self) -> None:
        self.units = {unit.code: unit for unit in organisation.units()}
        self.officers = {officer.code: officer for officer in organisation.every_officer() if officer.is_active}
        areas = places.areas()
        self.areas = Lot([(area.code, float(area.population or 1)) for area in areas])
        self.stations = {area.code: area.station_code for area in areas}
        self.places = {area.code: _names_in(area) for area in areas}
        self.topics = Lot([(topic, _WEIGHTS.get(topic.leaf.code, 1.0)) for topic in _topics()])
        known = appeals.channels()
        self.channels = Lot([(code, float(share)) for code, share in _CHANNELS.items() if code in known])
        self.ordered = frozenset(code for code, channel in known.items() if channel.clock_starts == "order_received")
        self.channel_names = {code: channel.label for code, channel in known.items()}
        self.operators = [organisation.actor_for(officer=one) for one in organisation.holders(role=Role.OPERATOR)]
        self.almanac = clocks_bulk.almanac()
        self.dispute_window: timedelta = dispute_window(now())
        self.actor = cache(lambda officer: organisation.actor_for(officer=officer))
        self._routes: dict[tuple[str, str], Route] = {}
        self._terms: dict[tuple[str, ...], Terms | None] = {}
        self._crews: dict[str, list[Officer]] = {}
        self._heads: dict[str, Officer | None] = {}

    def route(self, topic: Topic, area: str) -> Route:
        """What `understand` says of such a matter there; asked once of each pair."""
        key = topic.leaf.code, area
        if key not in self._routes:
            self._routes[key] = self._understood(topic, area)
        return self._routes[key]

    def _understood(self, topic: Topic, area: str) -> Route:
        leaf = topic.leaf
        told = Told(
            channel="web",
            content=topic.matters[0],
            type=leaf.default_type or "other",
            category=leaf.code,
            area_code=area,
        )
        said = appeals.understand(told)
        unit = self.units[said.unit or self.stations[area]]
        above = organisation.supervising_unit(unit_code=unit.code)
        is_kept = said.confidentiality in ("sealed", "informant")
        kept = said.as_json() | ({"words": []} if is_kept else {})
        return Route(
            unit=unit, supervising=above if above.code not in (unit.code, *said.excluded_units) else None,
            officer=self.officers.get(said.officer) or next(iter(self.crew(unit.code)), None),
            type=said.type, line=leaf.line, confidentiality=said.confidentiality, hides_identity=said.hides_identity,
            excluded=tuple(said.excluded_units), grade=said.grade, is_sure_of_grade=said.is_sure_of_grade,
            why=tuple(said.grade_why), named=tuple(said.named_units), priority=said.priority, is_sure=said.is_direct,
            suggestion=Json(json.dumps(kept, ensure_ascii=False)),
        )  # fmt: skip

    def crew(self, unit_code: str) -> list[Officer]:
        """Who serves in a unit."""
        if unit_code not in self._crews:
            self._crews[unit_code] = organisation.officers_of(unit_code=unit_code)
        return self._crews[unit_code]

    def approver(self, unit_code: str, drafter: Officer) -> Officer:
        """The head of the unit or of the nearest above who did not write it."""
        heads = (self.head(code) for code in organisation.ancestors(unit_code))
        return next((head for head in heads if head and head.pk != drafter.pk), drafter)

    def head(self, unit_code: str) -> Officer | None:
        """Who heads a unit, or the nearest above it."""
        if unit_code not in self._heads:
            self._heads[unit_code] = organisation.head_of(unit_code=unit_code)
        return self._heads[unit_code]

    def terms(
        self, clock: str, *, type: str, category: str, channel: str, priority: str, hours: str = ""
    ) -> Terms | None:
        """The limit that holds with the duty hours it runs in, as a command would find it; None where the table has none."""
        key = clock, type, category, channel, priority, hours
        if key not in self._terms:
            limit = clocks.limit_for(clock=clock, type=type, category=category, channel=channel, priority=priority)
            self._terms[key] = clocks.terms(limit, hours) if limit else None
        return self._terms[key]

    def registrar(self, channel: str, rng: Random) -> Actor:
        """Whose hand registers what comes in on a channel."""
        if channel in PHONED and self.operators:
            return rng.choice(self.operators)
        if channel in PORTAL:
            return Actor.citizen()
        return Actor.client(channel, self.channel_names[channel])


def _names_in(area: Area) -> list[str]:
    return [place.name for place in places.places_in(area_code=area.code)] or [area.name]


def _topics() -> list[Topic]:
    """Every category that may be chosen, with the phrases of its table."""
    said: dict[str, Any] = {row["code"]: row for row in rules.current(kind="categories")}
    leaves = [leaf for leaf in appeals.categories().values() if leaf.parent and not leaf.is_retired]
    return [
        Topic(leaf, tuple(filter(None, str(said[leaf.code].get("examples", "")).split("；"))) or (leaf.label,))
        for leaf in leaves
    ]
