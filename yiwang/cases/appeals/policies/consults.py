"""咨询由分管领导审定 (S1.11): the answer to a consultation is let out by the deputy in charge of its line, where there is one."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.policies.who import Mover, stands
from yiwang.cases.appeals.states import AppealType, State
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.states import Role
from yiwang.kit.verdicts import ALLOWED, Verdict

IN_CHARGE = (Role.DEPUTY_APPROVER, Role.LEADER)


def deputy_decides(who: Mover, appeal: Appeal, reply: Reply | None) -> Verdict:
    """Refused where another is in charge of the line and could decide. The head decides where nobody is, or only who wrote it.

    A sealed file never leaves its unit, and what was passed up is decided there by whoever may.
    """
    case = appeal.case
    is_asked = appeal.type == AppealType.CONSULT and case.state == State.REVIEW and case.unit is not None
    if (
        not is_asked
        or case.confidentiality == Confidentiality.SEALED
        or queries.setting("consult_needs_deputy", began=case.began) != "yes"
    ):
        return ALLOWED
    if any(stands(grant, role, case) for grant in who.reach.grants for role in IN_CHARGE if role in grant.roles):
        return ALLOWED
    unit = case.unit.code if case.unit else ""
    deputies = organisation.holders(role=Role.DEPUTY_APPROVER, unit_code=unit, line=case.line)
    others = [one for one in deputies if reply is None or one.pk != reply.drafted_by_id]
    if not others:
        return ALLOWED
    return Verdict("咨询的答复由分管领导审定", f"请“呈上级审定”，或者等{others[-1].name}审定")
