"""Who may say that a number is not to be texted."""

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.who import NOT_YOURS, Mover, stands
from yiwang.cases.appeals.states import DESK, DUTY, HANDLERS, HEADS
from yiwang.ground.organisation.states import Role
from yiwang.kit.verdicts import ALLOWED, Verdict

_WHO = frozenset({*HANDLERS, *HEADS, *DESK, *DUTY, Role.INSPECTOR})


def may_caution(who: Mover, appeal: Appeal) -> Verdict:
    """Whoever handles the file or answers for it: handler, head, desk, duty, inspection. No guest of it."""
    case = appeal.case
    if who.reach.is_machine:
        return ALLOWED
    able = any(stands(grant, Role(role), case) for grant in who.reach.grants for role in grant.roles & _WHO)
    return ALLOWED if able and not case.is_lent else NOT_YOURS
