"""Filters that officers keep: who may share one with a unit, who may take it back."""

from yiwang.cases.appeals.models import SavedFilter
from yiwang.cases.appeals.policies.who import Mover
from yiwang.cases.appeals.states import HEADS
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.verdicts import ALLOWED, Verdict


def may_share_filter(who: Mover, kept: SavedFilter) -> Verdict:
    """Its owner, with the unit that is home, as long as a post stands there."""
    if kept.officer_id != who.officer_id:
        return Verdict("只能共享自己存的筛选")
    is_here = kept.officer.unit.code in who.reach.unit_codes
    return ALLOWED if is_here else Verdict("您在本单位没有有效的岗位，不能共享给本单位")


def may_unshare_filter(who: Mover, kept: SavedFilter) -> Verdict:
    """Its owner, or who heads the unit it is shared with, or one above."""
    if kept.officer_id == who.officer_id or kept.shared_with is None:
        return ALLOWED
    heads = [grant for grant in who.reach.grants if grant.roles & set(HEADS)]
    is_head = any(organisation.is_within(kept.shared_with.code, grant.unit) for grant in heads)
    return ALLOWED if is_head else Verdict("只有存它的人和本单位负责人能收回", "请他们收回")
