"""Who stands to an answer or a standard how: by the unit that has it, and its line."""

from collections.abc import Collection

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Grant, Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit.verdicts import Verdict
from yiwang.offer.knowledge.models import Answer, Standard
from yiwang.offer.knowledge.states import DESK, EVERY_LINE, HEADS, OWN_UNIT

NOT_YOURS = Verdict("您的岗位不办这一步")


def holds(reach: Reach, roles: Collection[str], found: Answer | Standard) -> bool:
    """Whether any post gives one of these roles where the thing lies."""
    return any(_stands(grant, Role(role), found) for grant in reach.grants for role in grant.roles & set(roles))


def _stands(grant: Grant, role: Role, found: Answer | Standard) -> bool:
    unit = found.unit.code
    if role in OWN_UNIT:
        return grant.unit == unit
    if role in HEADS:
        return organisation.is_within(unit, grant.unit)
    is_within = organisation.is_within(unit, grant.scope)
    return is_within and (role in DESK or bool(grant.lines & EVERY_LINE) or found.line in grant.lines)
