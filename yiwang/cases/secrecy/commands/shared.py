"""What the writes of secrecy share: texts that must stand, their digests, and who takes a file over."""

from yiwang.cases.casework.models import HEADS, OWN_UNIT, Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.secrecy import queries
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.organisation.states import Role
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid

REASON_SIGNS = 300
TEXT_SIGNS = 2000


def required(text: str, *, field: str, message: str, limit: int = REASON_SIGNS) -> str:
    """A text that must stand, stripped. Invalid: empty, or above `limit` signs."""
    clean = text.strip()
    if not clean:
        raise Invalid(message, **{field: message})
    if len(clean) > limit:
        raise Invalid(f"最多{limit}字，现在有{len(clean)}字", **{field: f"最多{limit}字，请删去{len(clean) - limit}字"})
    return clean


def digest(text: str, *, case_id: int) -> str:
    """What the record keeps of a text."""
    return keyed_digest(f"{case_id}\x00{text}", purpose="record-text")


def officer_meant(text: str, *, field: str) -> Officer:
    """The one officer of this name or code. Invalid: none, or several of that name."""
    found = organisation.officers_named(text=text.strip())
    if len(found) != 1:
        said = f"叫“{text.strip()}”的有几位，请写编号" if found else f"没有“{text.strip()}”这位民警，请核对姓名或编号"
        raise Invalid(said, **{field: said})
    return found[0]


def taker(*, case: Case, without: set[int]) -> tuple[Unit | None, Officer | None, bool]:
    """Who has the file when these officers must not touch it: unit, officer, and whether that is any change.

    It stays where somebody is left to do it: with its officer, else with the head, else with whoever serves there. Where
    nobody is left it goes to the nearest unit above that has somebody; a sealed one to the next unit that inspects.
    """
    unit, officer = case.unit, case.officer
    if unit is None:
        return None, None, False
    holds_on = officer is not None and officer.pk not in without
    is_sealed = case.confidentiality == Confidentiality.SEALED
    if _able(unit.code, without, is_sealed):
        kept = officer if holds_on else (_first(unit.code, without) if officer else None)
        return unit, kept, kept != officer
    code = _elsewhere(case, without, is_sealed)
    return organisation.roster().by_code.get(code, unit), _first(code, without), True


def _elsewhere(case: Case, without: set[int], is_sealed: bool) -> str:
    home = case.unit.code if case.unit else ""
    if is_sealed:
        named = [code for code in case.excluded_units if code != home]
        return queries.watching_unit(named=[*named, home], without=without)
    above = [code for code in organisation.ancestors(home)[1:] if code not in case.excluded_units]
    return next((code for code in above if _able(code, without, False)), queries.house_desk())


def _able(unit_code: str, without: set[int], is_sealed: bool) -> bool:
    """Whether somebody of the unit is left who may read the file."""
    roles = (*OWN_UNIT, *HEADS, Role.INSPECTOR) if is_sealed else (*OWN_UNIT, *HEADS, Role.OPERATOR, Role.TRIAGE_LEAD)
    return any(officer.pk not in without for officer in organisation.officers_of(unit_code=unit_code, roles=roles))


def _first(unit_code: str, without: set[int]) -> Officer | None:
    """The head of the unit, else whoever serves there, of those who may touch the file."""
    for roles in (HEADS, OWN_UNIT | {Role.INSPECTOR}):
        for officer in organisation.officers_of(unit_code=unit_code, roles=sorted(roles)):
            if officer.pk not in without:
                return officer
    return None
