"""From a citizen's words to a suggestion: type, category, unit, supervising unit, person, and the words that led there."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from yiwang.cases.appeals.queries.grading import Graded, Judged, Meant, graded, judged, whom
from yiwang.cases.appeals.queries.green import is_green
from yiwang.cases.appeals.queries.kinds import typed
from yiwang.cases.appeals.queries.tables import Category, category, house_unit, setting
from yiwang.cases.appeals.queries.tracking import proposed
from yiwang.cases.casework.states import Confidentiality, Priority, Track
from yiwang.cases.secrecy import queries as secrecy
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Facts, Guess, Hit
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Named
from yiwang.ground.places import queries as places
from yiwang.ground.places.models import Area
from yiwang.ground.rules import queries as rules

CANDIDATES = 6
"""How many categories are followed to a unit; the rest of the probability counts for nobody."""
FAINT = 0.005
"""A category less likely than this is not followed: five of them together could not move a decision (`grading.SEAL_FROM`).
Where the model is sure, which a bureau's own becomes, one category is followed and not six."""
SHOWN_UNITS = 4
_STAGES = ("seal", "divert", "priority", "route")


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
    grade: str = ""
    """`secrecy.Grade`: empty where it is neither about police nor asks for secrecy."""
    is_sure_of_grade: bool = True
    grade_why: list[str] = field(default_factory=list)
    named_units: list[str] = field(default_factory=list)
    named_officers: list[str] = field(default_factory=list)
    excluded_officers: list[int] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For the appeal's column `suggestion`."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class _Reading:
    """One candidate category followed through the rules."""

    category: str
    probability: float
    unit: str
    routed: str
    """Where it would go were it neither about police nor secret."""
    hits: tuple[Hit, ...]
    judged: Judged


def resolve_unit(to: str, *, area: Area | None, meant: Meant, known: Mapping[str, str]) -> str:
    """The unit code that a rule's `to` names, empty where it names none here.

    `known`: unit codes with short names. `@area.station`, `@area.county.criminal`, `@area.county_service`, `@named_unit`,
    `@named_unit.desk_above`, `@named_unit.inspection`; of the last three `meant` says which unit that is.
    """
    if not to.startswith("@"):
        return to if to in known else ""
    if to.startswith("@named_unit"):
        return _about(to, meant)
    if area is None or not to.startswith("@area."):
        return ""
    target = to.removeprefix("@area.").replace("county_service", "county.service")
    code = area.station_code if target == "station" else target.replace("county", area.county_unit_code, 1)
    return code if code in known else ""


def _about(to: str, meant: Meant) -> str:
    """The unit that is named, or who stands above it."""
    if not meant.units:
        return ""
    if to == "@named_unit.desk_above":
        return secrecy.desk_above(unit_code=meant.units[0])
    if to == "@named_unit.inspection":
        return secrecy.watching_unit(named=meant.units, without=meant.keys, is_leader=meant.is_leader)
    return "" if meant.is_presumed else meant.units[0]


def _area_of(told: Told) -> tuple[Area | None, str]:
    """Where it is: as chosen, else as the place line says, else as the text surely names it."""
    hits = [hit for hit in places.find(text=told.place) if hit.area_code] if told.place else []
    hits += [hit for hit in places.find(text=f"{told.title}。{told.content}") if hit.area_code and hit.is_sure]
    code = told.area_code or (hits[0].area_code if hits else "")
    area = places.known_area(code=code) if code else None
    return area, told.place or (hits[0].name if hits else "")


def text_of(told: Told) -> str:
    """Title and words, as rules read them."""
    return language.letter(told.title, told.content)


def about(told: Told, area: Area | None) -> tuple[Named, Meant]:
    """What of the force the text names, and whom it is about."""
    station, county = (area.station_code, area.county_unit_code) if area else ("", "")
    text = text_of(told)
    named = organisation.named(text, near=[station] if station else [])
    return named, whom(named, text=text, station=station, county=county)


def facts_of(told: Told, leaf: Category | None, area: Area | None, kind: str, named: Named) -> Facts:
    """What the rules may ask of it, were this its category."""
    facts = Facts(
        text=text_of(told),
        type=told.type or kind,
        channel=told.channel,
        area=area.code if area else "",
        answers=told.answers,
        names={
            "units": len(named.units), "officers": len(named.officers), "pointed": named.is_pointed,
            "leaders": sum(bool(person.leads) for person in named.officers), "said": named.said,
        },
    )  # fmt: skip
    return as_category(facts, leaf)


def as_category(facts: Facts, leaf: Category | None) -> Facts:
    """The same appeal, were this its category."""
    if leaf is None:
        return facts
    return facts.as_category(code=leaf.code, handling_level=leaf.handling_level, hide_identity=leaf.hides_identity)


@dataclass(frozen=True)
class Heard:
    """What no rule has a say in: what the text model takes the words for, where it is, and whom the text names."""

    guess: Guess
    area: Area | None
    place: str
    named: Named
    meant: Meant


def hear(told: Told) -> Heard:
    """The costly half of `understand`, for whoever reads one appeal by several rules."""
    text = text_of(told)
    guess = typed(language.classify(text=text, model=language.model()), text)
    area, place = _area_of(told)
    return Heard(guess, area, place, *about(told, area))


def understand(told: Told, *, routing: dict[str, Any] | None = None, heard: Heard | None = None) -> Suggestion:
    """Read an appeal. Confidence in a unit is the summed probability of all the categories that lead to it.

    What is about police, or asks for secrecy, has a grade, and the unit that the grade says (`grading`).

    `routing`: the rules to read it by, a draft that is tried out; else those in force. `heard`: what `hear` said of it before.
    """
    payload = routing or rules.current(kind="routing")
    heard = heard or hear(told)
    guess, known = heard.guess, organisation.roster().names
    told_of = [choice for choice in guess.alternatives[:CANDIDATES] if choice.confidence >= FAINT]
    likely = [(choice.code, choice.confidence) for choice in told_of if _is_open(choice.code)]
    candidates = [(told.category, 1.0)] if told.category else likely or [("", 0.0)]

    def resolve(hit: Hit) -> str:
        targets = (str(hit.then.get(name, "")) for name in ("to", "fallback"))
        found = (resolve_unit(to, area=heard.area, meant=heard.meant, known=known) for to in targets if to)
        return next(filter(None, found), "")

    plain = facts_of(told, None, heard.area, guess.type, heard.named)

    def follow(code: str, probability: float) -> _Reading:
        """One category through seal, divert, priority and route: the first rule that names an existing unit has it."""
        facts = as_category(plain, category(code))
        hits = [hit for stage in _STAGES for hit in language.judge(rules=payload, stage=stage, facts=facts)]
        unit = next(filter(None, map(resolve, hits)), "")
        routed = next(filter(None, (resolve(hit) for hit in hits if not hit.then.get("grade"))), "")
        return _Reading(facts.category, probability, unit, routed, tuple(hits), judged(hits, probability))

    readings = [follow(code, p) for code, p in candidates]
    grade = graded([reading.judged for reading in readings], meant=heard.meant, resolve=resolve)
    weights: dict[str, float] = defaultdict(float)
    for reading in readings:
        weights[reading.unit] += reading.probability
    units = sorted(((code, round(p, 4)) for code, p in weights.items() if code), key=lambda item: -item[1])
    # where the likeliest category leads nowhere, the next best is no proposal: a person is asked
    leads = bool(units) and weights[units[0][0]] >= readings[0].probability
    best = next((r for r in readings if leads and r.unit == units[0][0]), readings[0])
    if grade.holder:
        best = readings[grade.at]
    return _suggestion(told, heard, best, units, candidates, grade)


def _is_open(code: str) -> bool:
    leaf = category(code)
    return leaf is not None and not leaf.is_retired


def _led_to(best: _Reading, units: list[tuple[str, float]], grade: Graded) -> tuple[str, list[tuple[str, float]]]:
    """The unit, and the units with their shares: those that the grade says, and none that the matter is kept from."""
    kept = set(grade.terms.excluded_units) if grade.terms else set[str]()
    open_ = [(code, share) for code, share in units if code not in kept and code != grade.holder]
    if grade.holder:
        return grade.holder, [(grade.holder, round(min(grade.share, 1.0), 4)), *([] if grade.is_sealed else open_)]
    routed = best.routed if grade.grade else best.unit
    unit = routed if routed not in kept else secrecy.desk_above(unit_code=routed)
    return unit, open_ if unit == best.unit else [(unit, dict(units).get(best.unit, 0.0)), *open_]


def _suggestion(
    told: Told, heard: Heard, best: _Reading, units: list[tuple[str, float]], candidates: list[tuple[str, float]],
    grade: Graded,
) -> Suggestion:  # fmt: skip
    guess, area = heard.guess, heard.area
    unit, units = _led_to(best, units, grade)
    confidence = dict(units).get(unit, 0.0)
    terms = grade.terms
    kept = terms.excluded_units if terms else []
    officer = (
        organisation.default_handler(unit_code=unit, without=terms.excluded_officers if terms else ()) if unit else None
    )
    above = organisation.roster().supervising(unit) if unit else None
    merged: dict[str, Any] = {}
    for hit in best.hits:
        merged = {**hit.then, **merged}
    way = proposed(best.hits)
    return Suggestion(
        type=told.type or guess.type,
        type_confidence=1.0 if told.type else round(guess.type_confidence, 4),
        category=best.category,
        category_confidence=round(best.probability, 4),
        categories=[(code, round(p, 4)) for code, p in candidates],
        unit=unit,
        unit_confidence=round(confidence, 4),
        units=units[:SHOWN_UNITS],
        supervising_unit=above.code if above and above.code not in (unit, *kept) else house_unit("desk_unit").code,
        officer=officer.code if officer else "",
        area_code=area.code if area else "",
        place=heard.place,
        words=list(guess.words),
        rules=[(hit.rule_id, hit.name) for hit in best.hits],
        to_body=str(merged.get("to_body", "")),
        confidentiality=terms.confidentiality.value if terms else plain_secrecy(category(best.category)),
        hides_identity=terms.hides_identity if terms else False,
        excluded_units=kept,
        priority=_priority(merged, best.category),
        is_direct=bool(unit) and may_go_straight(grade, confidence, is_lawful=way.is_lawful),
        track=way.track,
        track_kind=way.kind,
        track_words=way.words,
        grade=grade.grade,
        is_sure_of_grade=grade.is_sure,
        grade_why=grade.why,
        named_units=list(grade.meant.units),
        named_officers=[person.code for person in grade.meant.officers],
        excluded_officers=terms.excluded_officers if terms else [],
    )


def may_go_straight(grade: Graded, confidence: float, *, is_lawful: bool) -> bool:
    """Whether the house pushes by itself.

    What is sealed always: it lies with the inspectors before any list shows it. What asks for secrecy never: a person reads
    first what others will read. An ordinary complaint where the words alone decide; what has a lawful way of its own waits.
    """
    if grade.is_sealed:
        return True
    if is_lawful or (grade.grade and not (grade.is_ordinary and grade.is_sure)):
        return False
    return confidence >= float(setting("direct_threshold"))


def _priority(merged: Mapping[str, Any], category: str) -> str:
    """As the rules say; what they call ordinary goes first while a green channel for it is open."""
    said = str(merged.get("priority", Priority.NORMAL))
    return Priority.GREEN.value if said == Priority.NORMAL and is_green(category=category) else said


def plain_secrecy(leaf: Category | None) -> str:
    """How secret a matter without a grade is, by its category."""
    return Confidentiality.PERSONAL if leaf and leaf.sensitivity == "personal" else Confidentiality.NORMAL


def corrected(suggestion: Suggestion, **changes: Any) -> Suggestion:
    """The same suggestion with what a person decided."""
    return replace(suggestion, **changes)
