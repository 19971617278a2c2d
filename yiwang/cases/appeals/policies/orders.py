"""批示: who gives an order on an appeal, who reports, who is content."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.who import NOT_YOURS, Beside, Mover, at_all, on_it, stands
from yiwang.cases.appeals.queries import InstructionAct
from yiwang.cases.appeals.states import HEADS, MOVES, InstructionState, Move
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.states import Role
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal

NOTHING_OWED = Beside("这一件没有等着报告的批示")
NOTHING_TO_CLOSE = Beside("这一件没有您要阅结的批示")


def may_instruct(who: Mover, appeal: Appeal) -> Verdict:
    """Leaders and deputies in charge, and heads of a unit above: the unit's own head has no need of an order."""
    basic = at_all(Move.INSTRUCT, who, appeal)
    if not basic:
        return basic
    unit = appeal.case.unit.code if appeal.case.unit else ""
    roles = {Role(role) for role in MOVES[Move.INSTRUCT].who}
    stands_above = any(
        stands(grant, role, appeal.case) and (role not in HEADS or grant.unit != unit)
        for grant in who.reach.grants
        for role in grant.roles & roles
    )
    return ALLOWED if stands_above else NOT_YOURS


def may_report_instruction(who: Mover, appeal: Appeal) -> Verdict:
    """Whoever works on it, as long as an order waits for its report."""
    basic = at_all(Move.REPORT_INSTRUCTION, who, appeal)
    if not basic:
        return basic
    owed = any(one.state is InstructionState.OPEN for one in queries.acts_of(appeal).instructions)
    return first_refusal(on_it(who, appeal)) if owed else NOTHING_OWED


def may_close_instruction(who: Mover, appeal: Appeal) -> Verdict:
    """Whoever gave it, or stands in for them; where they serve no more, another who may give orders on this file."""
    basic = at_all(Move.CLOSE_INSTRUCTION, who, appeal)
    if not basic:
        return basic
    return ALLOWED if closable(who, appeal) else NOTHING_TO_CLOSE


def closable(who: Mover, appeal: Appeal) -> list[InstructionAct]:
    """The orders on this file that this hand may close: what was reported first, then the oldest."""
    mine = [one for one in queries.acts_of(appeal).open_instructions if _is_his(who, one)]
    return sorted(mine, key=lambda one: (one.state is not InstructionState.REPORTED, one.at, one.id))


def _is_his(who: Mover, one: InstructionAct) -> bool:
    return one.by_id in who.hands or not organisation.officer(id=one.by_id).is_active
