"""异地办理: accepted here, decided there, answered back; 审批抄告: who must know of a grant is told, and says so."""

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.commands.shared import THERE, digest_of, move_on, start, taken, words_of
from yiwang.cases.applications.events import CopiedToSupervisors, HandedBack, HandedOver, NoticeRead
from yiwang.cases.applications.models import Application, ApprovalNotice
from yiwang.cases.applications.queries.elsewhere import must_know
from yiwang.cases.applications.states import Move, StepState
from yiwang.cases.casework import commands as casework
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged

_STILL = (StepState.RUNNING, StepState.WAITING)


@command
def hand_over(*, by: Actor, case_id: int, unit: str = "") -> Application:
    """转到决定地: another region's unit decides what was accepted here; the promise and the law run on, and its own time begins.

    `unit`: its code; empty: the one the form led to. Handed over already: unchanged. Invalid: no such unit, or the own one.
    """
    who, one = taken(by=by, case_id=case_id)
    if one.handed_at:
        return unchanged(one)
    policies.may_hand_over(who, one).require()
    there = organisation.roster().standing.get(unit) if unit else one.deciding_unit
    if there is None or there == one.case.unit:
        raise Invalid("请选由哪个单位决定", unit="请从列出的单位里选，不能是本单位")
    give_over(by=by, one=one, there=there)
    return one


@command
def give_over(*, by: Actor, one: Application, there: Unit) -> None:
    """That unit decides from now on, and reads the file."""
    casework.admit(by=by, case=one.case, units=[there])
    due = start(by=by, one=one, kind=THERE, limit=queries.law_limit(one.document, clock="decide_there"))
    move_on(by=by, one=one, move=Move.HAND_OVER, deciding_unit=there, handed_at=clock.now(), handed_back_why="")
    one.steps.filter(state__in=_STILL, unit=one.case.unit).update(unit=there)
    record.write(by=by, event=HandedOver(one.case.ref, there.code, due.at if due else None))


@command
def hand_back(*, by: Actor, case_id: int, reason: str) -> Application:
    """退回受理地: who was to decide says why it cannot; the accepting unit has it again. Invalid: no reason."""
    who, one = taken(by=by, case_id=case_id)
    policies.may_hand_back(who, one).require()
    said = words_of(reason, message="请写明为什么退回，受理单位会看到", field="reason", most=500)
    there = one.deciding_unit
    clocks.stop(by=by, subject=one.case.ref, kind=THERE, ground="退回受理地")
    one.steps.filter(state__in=_STILL, unit=there).update(unit=one.case.unit)
    move_on(by=by, one=one, move=Move.HAND_BACK, deciding_unit=None, handed_at=None, handed_back_why=said)
    record.write(by=by, event=HandedBack(one.case.ref, there.code if there else "", digest_of(one, said)))
    return one


@command
def tell_who_must_know(*, by: Actor, one: Application) -> None:
    """审批抄告: each unit that must know reads the file as a guest from now on, once."""
    for unit in must_know(one):
        _row, is_new = ApprovalNotice.objects.get_or_create(
            application=one, unit=unit, defaults={"told_at": clock.now()}
        )
        if is_new:
            casework.admit(by=by, case=one.case, units=[unit])
            record.write(by=by, event=CopiedToSupervisors(one.case.ref, unit.code))


@command
def read_notice(*, by: Actor, notice_id: int) -> ApprovalNotice:
    """知悉: somebody of the unit has read the notice. Read already: unchanged. Missing: none of this hand's units'."""
    found = queries.notice(by=by, notice_id=notice_id)
    if found.read_at:
        return unchanged(found)
    found.read_at, found.read_by_id = clock.now(), by.officer_id
    found.save(update_fields=["read_at", "read_by"])
    record.write(by=by, event=NoticeRead(found.application.case.ref, found.unit.code))
    return found
