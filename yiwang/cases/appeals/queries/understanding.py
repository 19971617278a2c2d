"""From a citizen's words to a suggestion: type, category, unit, supervising unit, person, and the words that led there."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from yiwang.cases.appeals.queries.green import is_green
from yiwang.cases.appeals.queries.tables import Category, category, house_unit, setting
from yiwang.cases.appeals.queries.tracking import proposed
from yiwang.cases.casework.states import Confidentiality, Priority, Track
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Facts, Guess, Hit
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.places import queries as places
from yiwang.ground.places.models import Area
from yiwang.ground.rules import queries as rules

CANDIDATES = 6
"""How many categories are followed to a unit; the rest of the probability counts for nobody."""
SHOWN_UNITS = 4
SEAL_FROM = 0.15
"""From this summed probability of the categories that seal, the matter is sealed: rather once too often (rule S02)."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is known before anyone has read it."""

    channel: str
    content: str
    title: str = ""
    type: str = ""
    category: str = ""
    area_code: str = ""
    place: str = ""
    answers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What the house proposes. Confidences are probabilities; a person may change every line of it."""

    type: str
    type_confidence: float
    category: str
    category_confidence: float
    categories: list[tuple[str, float]]
    unit: str
    unit_confidence: float
    units: list[tuple[str, float]]
    supervising_unit: str
    officer: str
    area_code: str
    place: str
    words: list[str]
    rules: list[tuple[str, str]]
    to_body: str
    confidentiality: str
    hides_identity: bool
    excluded_units: list[str]
    priority: str
    is_direct: bool
    track: str = Track.APPEAL.value
    """By which law it may have to be worked on; every other than the first waits for a person who says so."""
    track_kind: str = ""
    track_words: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For the appeal's column `suggestion`."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class _Reading:
    """One candidate category followed through the rules."""

    category: str
    probability: float
    unit: str
    seals: bool
    hits: tuple[Hit, ...]


def resolve_unit(to: str, *, area: Area | None, text: str, known: Mapping[str, str]) -> str:
    """The unit code that a rule's `to` names, empty where it names none here.

    `known`: unit codes with short names. `@area.station`, `@area.county.criminal`, `@area.county_service`, `@named_unit`.
    """
    if not to.startswith("@"):
        return to if to in known else ""
    if to == "@named_unit":
        return next(iter(named_units(text, known)), "")
    if area is None or not to.startswith("@area."):
        return ""
    target = to.removeprefix("@area.").replace("county_service", "county.service")
    code = area.station_code if target == "station" else target.replace("county", area.county_unit_code, 1)
    return code if code in known else ""


def named_units(text: str, known: Mapping[str, str]) -> list[str]:
    """Units that the text calls by their short name (盐场派出所, 盐场所), the longest names first."""
    found = []
    for code, name in sorted(known.items(), key=lambda item: -len(item[1])):
        short = name.replace("派出所", "所")
        if (len(name) > 2 and name in text) or (len(short) > 2 and short in text):
            found.append(code)
    return found


def _area_of(told: Told) -> tuple[Area | None, str]:
    """Where it is: as chosen, else as the place line says, else as the text surely names it."""
    hits = [hit for hit in places.find(text=told.place) if hit.area_code] if told.place else []
    hits += [hit for hit in places.find(text=f"{told.title}。{told.content}") if hit.area_code and hit.is_sure]
    code = told.area_code or (hits[0].area_code if hits else "")
    area = places.known_area(code=code) if code else None
    return area, told.place or (hits[0].name if hits else "")


def _facts(told: Told, leaf: Category | None, area: Area | None, kind: str) -> Facts:
    return Facts(
        text=f"{told.title}。{told.content}" if told.title else told.content,
        type=told.type or kind,
        category=leaf.code if leaf else "",
        handling_level=leaf.handling_level if leaf else "",
        hide_identity=leaf.hides_identity if leaf else False,
        channel=told.channel,
        area=area.code if area else "",
        answers=told.answers,
    )


def _follow(
    facts: Facts, probability: float, area: Area | None, known: Mapping[str, str], payload: dict[str, Any]
) -> _Reading:
    """One category through seal, divert, priority and route: the first rule that names an existing unit has it."""
    hits: list[Hit] = []
    for stage in ("seal", "divert", "priority", "route"):
        hits += language.judge(rules=payload, stage=stage, facts=facts)
    sealing = [hit for hit in hits if hit.then.get("seal")]
    unit = next(filter(None, (_unit_of(hit, area, facts.text, known) for hit in [*sealing, *hits])), "")
    return _Reading(facts.category, probability, unit, bool(sealing), tuple(hits))


def _unit_of(hit: Hit, area: Area | None, text: str, known: Mapping[str, str]) -> str:
    for to in (hit.then.get("to", ""), hit.then.get("fallback", "")):
        if to and (unit := resolve_unit(to, area=area, text=text, known=known)):
            return unit
    return ""


@dataclass(frozen=True)
class Heard:
    """What no rule has a say in: what the text model takes the words for, and where it is."""

    guess: Guess
    area: Area | None
    place: str


def hear(told: Told) -> Heard:
    """The costly half of `understand`, for whoever reads one appeal by several rules."""
    guess = language.classify(text=f"{told.title} {told.content}", model=language.model())
    return Heard(guess, *_area_of(told))


def understand(told: Told, *, routing: dict[str, Any] | None = None, heard: Heard | None = None) -> Suggestion:
    """Read an appeal. Confidence in a unit is the summed probability of all the categories that lead to it.

    `routing`: the rules to read it by, a draft that is tried out; else those in force. `heard`: what `hear` said of it before.
    """
    payload = routing or rules.current(kind="routing")
    heard = heard or hear(told)
    guess, area, place = heard.guess, heard.area, heard.place
    known = organisation.roster().names
    likely = [(choice.code, choice.confidence) for choice in guess.alternatives[:CANDIDATES] if _is_open(choice.code)]
    candidates = [(told.category, 1.0)] if told.category else likely or [("", 0.0)]
    readings = [
        _follow(_facts(told, category(code), area, guess.type), p, area, known, payload) for code, p in candidates
    ]
    weights: dict[str, float] = defaultdict(float)
    for reading in readings:
        weights[reading.unit] += reading.probability
    units = sorted(((code, round(p, 4)) for code, p in weights.items() if code), key=lambda item: -item[1])
    # where the likeliest category leads nowhere, the next best is no proposal: a person is asked
    leads = bool(units) and weights[units[0][0]] >= readings[0].probability
    best = next((r for r in readings if leads and r.unit == units[0][0]), readings[0])
    sealing = [reading for reading in readings if reading.seals]
    if sum(reading.probability for reading in sealing) >= SEAL_FROM:
        best = sealing[0]
    return _suggestion(told, guess, best, units, area, place, known, candidates)


def _is_open(code: str) -> bool:
    leaf = category(code)
    return leaf is not None and not leaf.is_retired


def _suggestion(
    told: Told, guess: Any, best: _Reading, units: list[tuple[str, float]], area: Area | None, place: str,
    known: Mapping[str, str], candidates: list[tuple[str, float]],
) -> Suggestion:  # fmt: skip
    confidence = dict(units).get(best.unit, 0.0)
    officer = organisation.default_handler(unit_code=best.unit) if best.unit else None
    above = organisation.roster().supervising(best.unit) if best.unit else None
    merged: dict[str, Any] = {}
    for hit in best.hits:
        merged = {**hit.then, **merged}
    leaf = category(best.category)
    sealed = bool(merged.get("seal"))
    hides = bool(merged.get("hide_identity"))
    way = proposed(best.hits)
    named = [code for code in named_units(f"{told.title}{told.content}", known) if code != best.unit] if sealed else []
    return Suggestion(
        type=told.type or guess.type,
        type_confidence=1.0 if told.type else round(guess.type_confidence, 4),
        category=best.category,
        category_confidence=round(best.probability, 4),
        categories=[(code, round(p, 4)) for code, p in candidates],
        unit=best.unit,
        unit_confidence=round(confidence, 4),
        units=units[:SHOWN_UNITS],
        supervising_unit=above.code if above and above.code != best.unit else house_unit("desk_unit").code,
        officer=officer.code if officer else "",
        area_code=area.code if area else "",
        place=place,
        words=list(guess.words),
        rules=[(hit.rule_id, hit.name) for hit in best.hits],
        to_body=str(merged.get("to_body", "")),
        confidentiality=secrecy(sealed, hides, leaf),
        hides_identity=hides,
        excluded_units=kept_from(str(merged.get("exclude_units", "")), named),
        priority=_priority(merged, best.category),
        is_direct=bool(best.unit)
        and (sealed or (not way.is_lawful and confidence >= float(setting("direct_threshold")))),
        track=way.track,
        track_kind=way.kind,
        track_words=way.words,
    )


def _priority(merged: Mapping[str, Any], category: str) -> str:
    """As the rules say; what they call ordinary goes first while a green channel for it is open."""
    said = str(merged.get("priority", Priority.NORMAL))
    return Priority.GREEN.value if said == Priority.NORMAL and is_green(category=category) else said


def kept_from(rule: str, named: list[str]) -> list[str]:
    """The units a sealed matter must never reach: those it names, and by the rule's word those above them."""
    if rule != "named_and_parents":
        return named
    return sorted({code for unit in named for code in organisation.ancestors(unit)[:-1]})


def secrecy(sealed: bool, hides: bool, leaf: Category | None) -> str:
    """How secret a matter is, by its rules and its category."""
    if sealed:
        return Confidentiality.SEALED
    if hides:
        return Confidentiality.INFORMANT
    return Confidentiality.PERSONAL if leaf and leaf.sensitivity == "personal" else Confidentiality.NORMAL


def corrected(suggestion: Suggestion, **changes: Any) -> Suggestion:
    """The same suggestion with what a person decided."""
    return replace(suggestion, **changes)
