"""Several over one appeal: who calls a unit in, who reports its part, who convenes a consultation, speaks in it, concludes it."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.who import NOT_YOURS, Beside, Mover, at_all, heads_it, helps, on_it, stands
from yiwang.cases.appeals.queries import ConsultationAct, PartAct
from yiwang.cases.appeals.states import DESK, HEADS, MOVES, OPEN, Move, PartState, State
from yiwang.ground.organisation.states import Role
from yiwang.kit.verdicts import ALLOWED, Verdict

NO_PART = Beside("现在没有在办的协办")
NO_CONSULTATION = Beside("现在没有在进行的会商")


def may_call_in(who: Mover, appeal: Appeal) -> Verdict:
    """Who handles it, the head; the desk and the supervising officer above as well."""
    basic = at_all(Move.CALL_IN, who, appeal)
    above = (
        stands(grant, role, appeal.case)
        for grant in who.reach.grants
        for role in (*DESK, Role.SUPERVISOR)
        if role in grant.roles
    )
    return basic if not basic or any(above) else on_it(who, appeal)


def may_recall_part(who: Mover, appeal: Appeal, part: PartAct | None = None) -> Verdict:
    """Who called the unit in, or the head. `part`: that one; else any that is open."""
    basic = at_all(Move.RECALL_PART, who, appeal)
    if not basic:
        return basic
    asked = [one for one in queries.acts_of(appeal).open_parts if part is None or one.id == part.id]
    if not asked:
        return NO_PART
    if heads_it(who, appeal.case) or any(one.called_by_id == who.officer_id for one in asked):
        return ALLOWED
    return Beside(f"这一项由{asked[0].called_by}请的协办", "要取消，请他或本单位负责人取消")


def my_parts(who: Mover, appeal: Appeal) -> tuple[PartAct, ...]:
    """The parts, open or reported, that lie with a unit of this hand's."""
    parts = queries.acts_of(appeal).parts if who.officer_id else ()
    return tuple(one for one in parts if one.state is not PartState.RECALLED and helps(who, one.unit_code))


def may_report_part(who: Mover, appeal: Appeal, part: PartAct | None = None) -> Verdict:
    """An officer or the head of the helping unit, as long as the answer has not gone out."""
    if who.officer_id is None or not (mine := my_parts(who, appeal)):
        return NOT_YOURS
    asked = [one for one in mine if one.state is PartState.OPEN and (part is None or one.id == part.id)]
    if not asked:
        return NO_PART
    state = State(appeal.case.state)
    return ALLOWED if state in MOVES[Move.REPORT_PART].sources else Verdict(f"{state.label}的件不用再反馈协办")


def may_convene(who: Mover, appeal: Appeal) -> Verdict:
    """Heads, supervisors, the deputy in charge, leaders, the desk; one at a time."""
    basic = at_all(Move.CONVENE, who, appeal)
    if basic and queries.acts_of(appeal).consultation:
        return Verdict("这一件正在会商", "等有了结论，或取消后再发起")
    return basic


def may_opine(who: Mover, appeal: Appeal) -> Verdict:
    """Who was asked; until there is a conclusion."""
    if who.officer_id is None or appeal.case.state not in OPEN:
        return NOT_YOURS
    held = queries.acts_of(appeal).consultation
    asked = held and any(one.officer_id == who.officer_id for one in held.opinions)
    return ALLOWED if asked else NOT_YOURS


def may_conclude(who: Mover, appeal: Appeal) -> Verdict:
    """Who convened it, or a head or supervisor of the convener's own unit."""
    basic = at_all(Move.CONCLUDE, who, appeal)
    held = queries.acts_of(appeal).consultation if basic else None
    if not basic or held is None:
        return basic and NO_CONSULTATION
    if held.convened_by_id == who.officer_id or _above(who, held):
        return ALLOWED
    return Beside(f"会商由{held.convened_by}召集", "结论由召集人或他的负责人作出")


def _above(who: Mover, held: ConsultationAct) -> bool:
    above = {*HEADS, Role.SUPERVISOR}
    return any(grant.unit == held.convener_unit and grant.roles & above for grant in who.reach.grants)


def may_cancel_consultation(who: Mover, appeal: Appeal) -> Verdict:
    """Who convened it."""
    basic = at_all(Move.CANCEL_CONSULTATION, who, appeal)
    held = queries.acts_of(appeal).consultation if basic else None
    if not basic or held is None:
        return basic and NO_CONSULTATION
    return ALLOWED if held.convened_by_id == who.officer_id else Beside(f"会商由{held.convened_by}召集，由他取消")
