"""What is filed, and what the document makes of it: materials that are needed, steps that are laid, the units that do them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from yiwang.cases.applications.queries.facts import holds
from yiwang.cases.applications.states import MaterialState
from yiwang.ground.files.queries import Clean
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.places import queries as places
from yiwang.offer.catalog.models import Version
from yiwang.offer.catalog.states import Document
from yiwang.offer.catalog.states.document import Material, Step

AREA_FIELDS = ("area", "current_area", "to_area", "place", "detail_address", "to_address")
"""Fields of a form that say where it is about, by area code or in words, the likelier first."""


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who applies, as told."""

    name: str
    phone: str
    id_number: str = ""
    identity_level: str = "none"
    is_enterprise: bool = False


@dataclass(frozen=True, kw_only=True)
class Proxy:
    """代办人: who applies for somebody, for what (`scope`: code of the item) and until when."""

    name: str
    phone: str
    id_number: str
    scope: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Given:
    """One material as handed in: files, or a day by which it follows (容缺), or that a register stands in, or a declaration, or
    that an officer held the original in hand (`seen`).
    """

    code: str
    files: Sequence[Clean] = ()
    promised_by: date | None = None
    from_register: bool = False
    declared: bool = False
    seen: bool = False


@dataclass(frozen=True, kw_only=True)
class Filing:
    """An application as it arrives. `key` makes a repeated arrival change nothing; `number` and `code` are the receipt's.

    `version`: number of the item's version that was filled in; empty: the one in force. `pledged`: the notice of
    告知承诺 was read and promised. `is_verified`: the real person proved who they are.
    `external_id`: its number at the system that filed it.
    """

    key: str
    item: str
    party: Party
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    given: Sequence[Given] = ()
    pledged: bool = False
    proxy: Proxy | None = None
    channel: str = "web"
    number: str = ""
    code: str = ""
    filed_at: datetime | None = None
    version: int | None = None
    is_verified: bool = False
    external_id: str = ""


def tags_of(document: Document, chosen: Mapping[str, Sequence[str]]) -> list[str]:
    """What the chosen answers bring."""
    picked = _picked(document, chosen)
    return sorted({option.tag for option in picked if option.tag})


def _picked(document: Document, chosen: Mapping[str, Sequence[str]]) -> list[Any]:
    return [
        option for question in document.situations for option in question.options
        if option.answer in chosen.get(question.code, ())
    ]  # fmt: skip


def blocked(document: Document, chosen: Mapping[str, Sequence[str]]) -> str:
    """Why it cannot be applied for here, by the answers; empty where it can."""
    return next((option.block for option in _picked(document, chosen) if option.block), "")


def needed(document: Document, *, chosen: Mapping[str, Sequence[str]], facts: Mapping[str, Any]) -> list[Material]:
    """The materials that this application needs."""
    named = {code for option in _picked(document, chosen) for code in option.materials}
    return [
        one for one in document.materials
        if (one.needed == "always" or (one.needed == "chosen" and one.code in named)) and holds(one.when, facts)
    ]  # fmt: skip


def fee_of(document: Document, *, chosen: Mapping[str, Sequence[str]], facts: Mapping[str, Any]) -> int:
    """What it costs, in fen: the fees that the answers name, and those whose condition holds."""
    named = {option.fee for option in _picked(document, chosen) if option.fee}
    return sum(
        fee.amount_fen for fee in document.fees if fee.code in named or (fee.when and holds(fee.when, facts))
    )  # fmt: skip


def material_state(material: Material, given: Given | None, *, pledged: bool) -> MaterialState:
    """Where one material stands as handed in."""
    if given and given.files:
        return MaterialState.GIVEN
    if given and given.seen:
        return MaterialState.SEEN
    if material.register_name or (given and given.from_register):
        return MaterialState.WAIVED
    if material.trust == "D" and given and given.declared:
        return MaterialState.GIVEN
    if material.may_pledge and pledged:
        return MaterialState.PLEDGED
    if material.may_follow and given and given.promised_by:
        return MaterialState.PROMISED
    return MaterialState.WINDOW if material.trust == "B" else MaterialState.MISSING


def laid(document: Document, facts: Mapping[str, Any]) -> list[Step]:
    """The steps of this application after acceptance, in order; those whose condition does not hold are left out."""
    before = ("submit", "prereview", "accept", "rate")
    return [step for step in document.flow if step.kind not in before and holds(step.when, facts)]


def units_for(version: Version, form: Mapping[str, Any]) -> tuple[Unit | None, Unit | None]:
    """The unit that has it and the one above: the station of the area that the form names, else the item's own unit."""
    standing = organisation.roster().standing
    unit = version.item.unit if version.item.unit and version.item.unit.code in standing else None
    if version.document.unit_kind == "station" and (station := _station(form)):
        unit = standing.get(station, unit)
    unit = unit or next(iter(standing.values()), None)
    above = next((standing[code] for code in _above(unit) if code in standing), None) if unit else None
    return unit, above


def _station(form: Mapping[str, Any]) -> str:
    """The station of the first place that the form names and that we are sure of."""
    for told in (str(form.get(name) or "").strip() for name in AREA_FIELDS):
        if area := places.known_area(code=told) if told else None:
            return area.station_code
        sure = (one.station_code for one in places.find(text=told) if one.is_sure) if told else iter(())
        if station := next((code for code in sure if code), None):
            return station
    return ""


def _above(unit: Unit | None) -> Iterable[str]:
    return list(organisation.ancestors(unit.code))[1:] if unit else ()


def unit_of_step(step: Step, unit: Unit) -> Unit:
    """Who does a step: the file's own unit, the county or the city above it, or the unit it names."""
    standing = organisation.roster().standing
    if step.where in standing:
        return standing[step.where]
    chain = [standing[code] for code in organisation.ancestors(unit.code) if code in standing]
    place = {"own": 0, "county": 1, "city": len(chain) - 1, "province": len(chain) - 1}.get(step.where, 0)
    return chain[min(max(place, 0), len(chain) - 1)] if chain else unit
