"""May this hand make this move of an inspection, or trace a file? Each answers with the reason its button shows."""

from collections.abc import Iterable

from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import KEPT_SECRET
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.errors import Conflict
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal
from yiwang.quality.inspections.models import Contest, Inspection, Sample
from yiwang.quality.inspections.states import (
    ANSWERERS,
    INSPECTORS,
    MOVES,
    TRACERS,
    ContestState,
    InspectionMove,
    InspectionState,
)

_INSPECTORS = Verdict("只有管着这些单位的督察员、督办员和考核员可以做这一步")


def _open(inspection: Inspection, move: InspectionMove) -> Verdict:
    try:
        MOVES.target(InspectionState(inspection.state), move)
    except Conflict as error:
        return Verdict(error.message)
    return ALLOWED


def _over(reach: Reach, units: Iterable[str]) -> Verdict:
    return ALLOWED if all(reach.holds(*INSPECTORS, unit=code) for code in units) else _INSPECTORS


def may_draw(reach: Reach, *, units: Iterable[str] = ()) -> Verdict:
    """Who stands over every one of the units (codes) as one of `INSPECTORS`; none named: over any."""
    named = list(units)
    if not named:
        return ALLOWED if reach.holds(*INSPECTORS) else _INSPECTORS
    return _over(reach, named)


def may_score(reach: Reach, inspection: Inspection, sample: Sample) -> Verdict:
    """Whoever stands over the file's unit; never who handled it, nor whose own unit it is."""
    if sample.handler_id in reach.hands:
        return Verdict("自己办的件不能自己评")
    if sample.unit.code in reach.unit_codes:
        return Verdict("本单位的件由别的单位的人评")
    return first_refusal(_over(reach, [sample.unit.code]), _open(inspection, InspectionMove.SCORE))


def may_show(reach: Reach, inspection: Inspection, *, missing: int) -> Verdict:
    """`missing`: files that are not scored to the end."""
    if missing:
        return Verdict(f"还有{missing}件没有评完")
    return first_refusal(_over(reach, inspection.units), _open(inspection, InspectionMove.SHOW))


def may_contest(reach: Reach, inspection: Inspection, sample: Sample, *, is_contested: bool) -> Verdict:
    """Who answers for the file's unit, once, until the day that was named."""
    if is_contested:
        return Verdict("这一件已经申诉过一次")
    if inspection.contest_until and clock.now() > inspection.contest_until:
        return Verdict("申诉的时间已过")
    held = reach.holds(*ANSWERERS, unit=sample.unit.code)
    unit = ALLOWED if held else Verdict(f"只有{sample.unit.short_name}的负责人可以申诉")
    return first_refusal(unit, _open(inspection, InspectionMove.CONTEST))


def may_decide_contest(reach: Reach, inspection: Inspection, contest: Contest, *, scored_by: Iterable[int]) -> Verdict:
    """Somebody over the unit who scored nothing of this file (`scored_by`: keys), has not handled it and is not of the unit."""
    if contest.state != ContestState.OPEN:
        return Verdict("这个申诉已经复核过")
    if reach.hands.intersection(scored_by):
        return Verdict("自己评过的件由别人复核")
    sample = contest.sample
    if sample.handler_id in reach.hands or sample.unit.code in reach.unit_codes:
        return Verdict("本单位的件由别的单位的人复核")
    return first_refusal(_over(reach, [sample.unit.code]), _open(inspection, InspectionMove.DECIDE))


def may_close(reach: Reach, inspection: Inspection, *, open_contests: int) -> Verdict:
    """Once the time for appeals is over and every appeal is decided."""
    if open_contests:
        return Verdict(f"还有{open_contests}件申诉没有复核")
    if inspection.contest_until and clock.now() <= inspection.contest_until:
        return Verdict("申诉的时间还没有过")
    return first_refusal(_over(reach, inspection.units), _open(inspection, InspectionMove.CLOSE))


def may_drop(reach: Reach, inspection: Inspection) -> Verdict:
    """Before anything was shown."""
    return first_refusal(_over(reach, inspection.units), _open(inspection, InspectionMove.DROP))


def may_trace(reach: Reach, case: Case) -> Verdict:
    """Who looks over the file's unit; never of what is kept secret, and nobody a file of their own."""
    if case.confidentiality in KEPT_SECRET:
        return Verdict("密封件和举报保密件的倒查由督察台办理")
    if case.officer_id in reach.hands:
        return Verdict("自己承办的件由别人倒查")
    unit = case.unit.code if case.unit else None
    return ALLOWED if reach.holds(*TRACERS, unit=unit) else Verdict("只有管着这个单位的督办、督察和领导可以倒查")
