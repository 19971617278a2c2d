"""Who may hold a matter: inspectors that are really there, the desk above a unit, and what a grade keeps from whom."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.secrecy.states import Grade
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.states import Role
from yiwang.ground.rules import queries as rules
from yiwang.kit.clock import today
from yiwang.kit.memory import remembered

DISCIPLINE = "discipline"
"""The police line of who looks into money, gifts and leaders."""
WATCHING = ("inspection", DISCIPLINE)
"""Police lines that look into the force itself; a matter about a leader goes to the second of them first."""
_DESK = "service_centre"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a grade means for a file: columns of its cover, and the code of the unit that holds it (empty: where it is)."""

    confidentiality: Confidentiality
    hides_identity: bool
    excluded_units: list[str]
    excluded_officers: list[int]
    unit: str


@remembered(until="organisation.")
def _inspectors(day: date) -> Mapping[str, frozenset[int]]:
    """Unit code → keys of the inspectors whose post stands in that very unit."""
    found: dict[str, set[int]] = {}
    for post in organisation.posts_with(role=Role.INSPECTOR):
        found.setdefault(post.unit.code, set()).add(post.officer_id)
    return {code: frozenset(keys) for code, keys in found.items()}


def inspectors_of(*, unit_code: str) -> frozenset[int]:
    """Keys of the inspectors whose post stands in this very unit; remembered for five seconds."""
    return _inspectors(today()).get(unit_code, frozenset())


def is_watching(*, unit_code: str, without: Collection[int] = ()) -> bool:
    """Whether a sealed matter may lie with the unit: it inspects or keeps discipline, and somebody is there to do it.

    `without`: officers who must not touch the matter and so do not count.
    """
    unit = organisation.roster().standing.get(unit_code)
    lines = set(unit.lines) if unit else set()
    return bool(lines & set(WATCHING)) and bool(inspectors_of(unit_code=unit_code) - set(without))


def watching_unit(*, named: Iterable[str], without: Collection[int] = (), is_leader: bool = False) -> str:
    """Code of the unit that looks into a matter about these units; empty where the bureau has no inspector at all.

    The nearest above the first of them that is manned and none of those it must not reach; `is_leader`: discipline before
    inspection, since inspectors serve under the leader. Where everyone is named, the nearest whose officers are not.
    """
    named = list(named)
    kept_from = below(named)
    found = [code for code in _watching(named, is_leader) if is_watching(unit_code=code, without=without)]
    return next((code for code in found if code not in kept_from), found[0] if found else "")


def _watching(named: list[str], is_leader: bool) -> list[str]:
    """Units that inspect or keep discipline: those of the lowest bureau above the first of the named before all others."""
    near = organisation.ancestors(named[0]) if named else []
    first = WATCHING[::-1] if is_leader else WATCHING

    def rank(item: tuple[str, Unit]) -> tuple[int, int, str]:
        code, unit = item
        above = code.rpartition(".")[0]
        line = next(place for place, line in enumerate(first) if line in unit.lines)
        closeness = near.index(above) if above in near else len(near) + code.count(".")
        return (line, closeness, code) if is_leader else (closeness, line, code)

    standing = organisation.roster().standing.items()
    return [code for code, _ in sorted((item for item in standing if set(item[1].lines) & set(WATCHING)), key=rank)]


def below(codes: Iterable[str]) -> list[str]:
    """These units with all that lie in them; the root alone stands for itself, for else nobody would be left."""
    wanted = {code for code in codes if "." in code}
    known = organisation.roster().by_code
    inside = {code for code in known if any(organisation.is_within(code, top) for top in wanted)}
    return sorted(inside | wanted)


def desk_above(*, unit_code: str) -> str:
    """The desk of the bureau above a unit: of a station its county's service centre, of a county unit the city's.

    Where that bureau has none, the next above; at last the desk of the house (setting `desk_unit`).
    """
    standing = organisation.roster().standing
    for above in organisation.ancestors(unit_code)[1:]:
        desks = [code for code, unit in standing.items() if _DESK in unit.lines and code.rpartition(".")[0] == above]
        if found := next((code for code in desks if code != unit_code), ""):
            return found
    return house_desk()


def house_desk() -> str:
    """The unit of setting `desk_unit`, or the bureau itself where that is none of the house's units."""
    standing = organisation.roster().standing
    told = rules.current_if_any(kind="settings") or {}
    code = str(told.get("desk_unit", "")) if isinstance(told, dict) else ""
    return code if code in standing else next(iter(standing), "")


def terms_of(
    *,
    grade: Grade,
    named_units: Iterable[str] = (),
    named_officers: Iterable[int] = (),
    also_kept_from: Iterable[str] = (),
    hides_identity: bool = False,
    is_leader: bool = False,
) -> Terms:
    """What a grade keeps from whom.

    Ordinary: the named units do not see the file, the desk above them holds it. Misconduct: neither they nor what lies below
    them, nor by a rule's word those above (`also_kept_from`), nor the named officers (keys); it is held by `watching_unit`,
    from which it is never kept. Informant: nobody is kept from it, identity is hidden, it stays where it is.
    """
    units, officers = list(named_units), sorted(set(named_officers))
    if grade is Grade.ORDINARY:
        desk = desk_above(unit_code=units[0]) if units else ""
        kept = sorted({code for code in units if code != desk})
        return Terms(
            confidentiality=grade.confidentiality, hides_identity=hides_identity, excluded_units=kept,
            excluded_officers=officers, unit=desk,
        )  # fmt: skip
    if grade is Grade.INFORMANT:
        return Terms(
            confidentiality=grade.confidentiality, hides_identity=True, excluded_units=sorted(set(units)),
            excluded_officers=officers, unit="",
        )  # fmt: skip
    holder = watching_unit(named=units, without=officers, is_leader=is_leader)
    kept = sorted({*below(units), *also_kept_from} - {holder})
    return Terms(
        confidentiality=grade.confidentiality, hides_identity=hides_identity, excluded_units=kept,
        excluded_officers=officers, unit=holder,
    )  # fmt: skip
