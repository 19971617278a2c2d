"""移交: open work finds another desk when its officer leaves or its unit closes. Clocks run on, nothing is orphaned.

Why it stands here: `organisation` knows no cases, so whoever leaves through `organisation.leave_officer` alone would leave a
full desk behind. `leave` and `transfer` look at the desk first and then call it in the same transaction; what slips through
between (a file given at that very moment) is brought back to its unit by the job that answers `OfficerLeft`.
"""

from collections.abc import Iterable, Mapping

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.events import AppealHandedOver
from yiwang.cases.appeals.states import HandOver
from yiwang.cases.appeals.states.moves import KIND
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework import queries as covers
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.organisation import commands as organisation_commands
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.places import commands as places
from yiwang.ground.places import queries as places_queries
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.kit.work import command, unchanged

AT_ONCE = 40
"""Files moved in one transaction: about a second, so that nobody's page waits for their locks."""
HOUSE = Actor.job("appeals.hand_over")
"""The three offices see no file; the house opens it for them, and they learn no more than that it moved."""


@command
def hand_over(*, by: Actor, case_id: int, why: str, officer_code: str = "", unit_code: str = "") -> Case:
    """Give an open file to another officer of its unit, or (`officer_code` empty) back to the unit's desk.

    `unit_code`: the successor of a closed unit; empty: its own. Clocks are not touched. Refused: not the system office, or a
    sealed file for a named person. Invalid: that officer holds no post there. Conflict: answered or closed by now.
    """
    policies.may_hand_over(policies.mover(by)).require()
    case = covers.lock(by=HOUSE, case_id=case_id)
    if case.state not in queries.states_on_desk():
        raise Conflict("已经办完的件不用移交")
    unit = _unit(case, unit_code)
    officer = _taker(unit, officer_code) if officer_code else None
    if officer and case.confidentiality == Confidentiality.SEALED:
        raise Refused("密封件只能交回单位，由负责人定承办人")
    before_unit, before = case.unit, case.officer
    if (unit, officer) == (before_unit, before):
        return unchanged(case)
    casework.settle(by=by, case=case, officer=officer, **_moved(case, unit))
    if case.kind != KIND:
        casework.handed_over(by=by, case=case, why=why)
        return case
    codes = (officer.code if officer else "", before_unit.code if before_unit else "", before.code if before else "")
    record.write(by=by, event=AppealHandedOver(case.ref, unit.code, *codes, HandOver(why)))
    return case


@command
def hand_over_desk(
    *, by: Actor, officer_id: int, why: str, to: str = "", each: Mapping[int, str] | None = None, unit_code: str = ""
) -> int:
    """Hand over what an officer has, `AT_ONCE` files a call; how many are left. Call again until none is.

    `to`: a colleague's code for all, empty: back to each unit's desk. `each`: other colleagues by file. A colleague without
    a post in a file's unit does not get it: it goes to that unit's desk, as sealed files do. `unit_code`: only that unit's.
    """
    policies.may_hand_over(policies.mover(by)).require()
    waiting = list(queries.on_desk(officer_id=officer_id, unit_code=unit_code)[: AT_ONCE + 1])
    serving = _serving(waiting)
    own = organisation.officer(id=officer_id).code
    for case in waiting[:AT_ONCE]:
        wanted = (each or {}).get(case.pk, to)
        is_open = case.confidentiality != Confidentiality.SEALED and wanted in serving.get(case.unit_id, set()) - {own}
        hand_over(by=by, case_id=case.pk, why=why, officer_code=wanted if is_open else "")
    left = queries.count_on_desk(officer_id=officer_id, unit_code=unit_code)
    return left if waiting else unchanged(0)


@command
def leave(
    *, by: Actor, officer_id: int, reason: str, to: str | None = None, each: Mapping[int, str] | None = None
) -> int:
    """离任: hand over as `hand_over_desk` does, and once the desk is empty leave for good; how many files are left.

    Call again until none is. `to` None: nothing is handed over, and a full desk is Refused.
    """
    if left := _emptied(by, officer_id, HandOver.LEFT, to, each):
        return left
    organisation_commands.leave_officer(by=by, officer_id=officer_id, reason=reason)
    return 0


@command
def transfer(
    *,
    by: Actor,
    officer_id: int,
    unit_code: str,
    again: Iterable[int] = (),
    to: str | None = None,
    each: Mapping[int, str] | None = None,
) -> int:
    """调动: as `leave`, with what lies in the old unit alone. `again`: grants to be asked for anew in the new unit."""
    home = organisation.officer(id=officer_id).unit.code
    if left := _emptied(by, officer_id, HandOver.MOVED, to, each, home):
        return left
    organisation_commands.move_officer(by=by, officer_id=officer_id, unit_code=unit_code, again=again)
    return 0


@command
def succeed(*, by: Actor, unit_code: str) -> int:
    """撤并: give a closed unit's open files to its heir, `AT_ONCE` a call; how many are left.

    An officer who holds a post in the heir keeps the file; where the heir must not see it (it is about the heir) it goes to
    the nearest unit above that may. Conflict: the unit stands.
    """
    heir = organisation.heir(code=unit_code)
    if heir.code == unit_code:
        raise Conflict("这个单位还在，不用移交")
    waiting = list(queries.on_desk(unit_code=unit_code)[: AT_ONCE + 1])
    staff = {officer.code for officer in organisation.officers_of(unit_code=heir.code)} if waiting else set()
    for case in waiting[:AT_ONCE]:
        target = _not_excluded(heir, case)
        if target.code in case.excluded_units:
            continue  # it is about every unit up to the bureau itself: the supervising unit's inspectors keep it in sight
        keeps = case.officer and case.officer.code in staff and target == heir
        sealed = case.confidentiality == Confidentiality.SEALED
        code = case.officer.code if keeps and case.officer and not sealed else ""
        hand_over(by=by, case_id=case.pk, why=HandOver.UNIT_CLOSED, unit_code=target.code, officer_code=code)
    return queries.count_on_desk(unit_code=unit_code) if waiting else unchanged(0)


@command
def succeed_areas(*, by: Actor, unit_code: str) -> int:
    """撤并: the areas of a closed unit are served by its heir from today, so that new appeals go there; how many they were.

    Unchanged where none is left. Conflict: the unit stands.
    """
    heir = organisation.heir(code=unit_code)
    if heir.code == unit_code:
        raise Conflict("这个单位还在，片区不用改")
    areas = [area for area in places_queries.areas() if area.station_code == unit_code]
    for area in areas:
        places.hand_over(by=by, area_code=area.code, to_station=heir.code, note=HandOver.UNIT_CLOSED.label)
    return len(areas) if areas else unchanged(0)


def follow_heir(*, by: Actor, case: Case) -> None:
    """For a move that brings an answered file back: where its unit has closed meanwhile, the heir has it."""
    if case.unit is None or case.unit.is_open:
        return
    before, heir = case.unit, _not_excluded(organisation.heir(code=case.unit.code), case)
    casework.settle(by=by, case=case, **_moved(case, heir))
    officer = case.officer.code if case.officer else ""
    event = AppealHandedOver(case.ref, heir.code, officer, before.code, officer, HandOver.UNIT_CLOSED)
    record.write(by=by, event=event)


def _emptied(
    by: Actor, officer_id: int, why: HandOver, to: str | None, each: Mapping[int, str] | None, unit_code: str = ""
) -> int:
    left = queries.count_on_desk(officer_id=officer_id, unit_code=unit_code)
    if left and to is None:
        raise Refused(f"桌上还有{left}件没有办完，请先移交")
    if not left:
        return 0
    return hand_over_desk(by=by, officer_id=officer_id, why=why, to=to or "", each=each, unit_code=unit_code)


def _unit(case: Case, unit_code: str) -> Unit:
    unit = organisation.unit(code=unit_code) if unit_code else case.unit
    if unit is None or not unit.is_open:
        raise Invalid("不能交给这个单位", unit="这个单位已撤并，请选接管的单位")
    if unit.code in case.excluded_units:
        raise Invalid("不能交给这个单位", unit="这是被反映的单位，请选上级单位")
    return unit


def _taker(unit: Unit, officer_code: str) -> Officer:
    for officer in organisation.officers_of(unit_code=unit.code):
        if officer.code == officer_code:
            return officer
    raise Invalid("只能交给该单位的民警", officer="请从该单位有岗位的人里选")


def _moved(case: Case, unit: Unit) -> dict[str, Unit | None]:
    """What changes on the cover with the unit: the unit that supervises as well."""
    if case.unit_id == unit.pk:
        return {}
    above = organisation.supervising_unit(unit_code=unit.code)
    return {"unit": unit, "supervising_unit": above if above.code not in (unit.code, *case.excluded_units) else None}


def _serving(cases: list[Case]) -> dict[int | None, set[str]]:
    units = {case.unit_id: case.unit.code for case in cases if case.unit}
    return {key: {who.code for who in organisation.officers_of(unit_code=code)} for key, code in units.items()}


def _not_excluded(heir: Unit, case: Case) -> Unit:
    codes = [code for code in organisation.ancestors(heir.code) if code not in case.excluded_units]
    return organisation.heir(code=codes[0] if codes else organisation.ancestors(heir.code)[-1])
