"""督促: one tap, once a working day a file."""

from yiwang.cases.appeals.commands.telling import tell_officer, zh_moment
from yiwang.cases.casework import queries as casework
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged
from yiwang.quality.supervision import policies, queries
from yiwang.quality.supervision.commands.shared import tell_head
from yiwang.quality.supervision.events import CaseNudged
from yiwang.quality.supervision.models import Nudge
from yiwang.quality.supervision.states import Origin


@command
def nudge(*, by: Actor, case_id: int) -> Nudge:
    """Press that a file be done: the officer who has it, and the head of the unit where somebody else presses.

    Nudged this working day already, by whomever: unchanged. Refused: not over this unit, or answered. Missing: out of sight.
    """
    reach = organisation.reach(by=by)
    case = casework.lock(by=by, case_id=case_id)
    day = queries.duty_day()
    if known := queries.nudge_of(case_id=case.pk, day=day):
        return unchanged(known)
    policies.may_nudge(reach, case).require()
    unit = case.unit
    assert unit is not None  # said by the policy
    row = Nudge.objects.create(
        case=case, round=case.round, day=day, origin=Origin.HAND, unit=unit, officer=case.officer, by_id=by.officer_id,
        at=clock.now(),
    )  # fmt: skip
    officer = case.officer.code if case.officer else ""
    record.write(by=by, event=CaseNudged(case.ref, row.pk, Origin.HAND, unit.code, officer))
    params = {"number": case.number, "unit": unit.short_name, "due": zh_moment(case.due_at)}
    if case.officer and case.officer_id != by.officer_id:
        tell_officer(by=by, case=case, template="sv.nudge.officer", to=case.officer, params=params)
    if (head := organisation.head_of(unit_code=unit.code)) and head.pk != by.officer_id:
        tell_head(by=by, case=case, unit=unit, template="sv.nudge", params=params)
    return row
