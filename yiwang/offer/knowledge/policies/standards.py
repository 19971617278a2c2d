"""Who may make which move of a standard: whose business it is writes, somebody else approves."""

from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.offer.knowledge.models import Standard, Wording
from yiwang.offer.knowledge.policies.hands import NOT_YOURS, holds
from yiwang.offer.knowledge.states import (
    EDITORS,
    PUBLISHERS,
    STANDARD_MOVES,
    StandardMove,
    StandardState,
)

NOTHING_WAITS = Verdict("没有等着批准的改稿")


def _at_all(move: StandardMove, reach: Reach, found: Standard) -> Verdict:
    row, state = STANDARD_MOVES[move], StandardState(found.state)
    if not holds(reach, row.who, found):
        return NOT_YOURS
    return ALLOWED if state in row.sources else Verdict(f"{state.label}的口径不能“{row.label}”")


def may_begin_standard(reach: Reach) -> Verdict:
    """Whoever writes answers may propose a standard of their own unit."""
    return ALLOWED if reach.roles.intersection((*EDITORS, *PUBLISHERS)) else NOT_YOURS


def may_write_standard(by: Actor, reach: Reach, found: Standard) -> Verdict:
    """The owner, their unit, the desk, the line's experts and overseers."""
    if by.officer_id == found.owner_id:
        return ALLOWED
    return _at_all(StandardMove.WRITE, reach, found)


def may_approve_standard(by: Actor, reach: Reach, found: Standard, waiting: Wording | None) -> Verdict:
    """A head or overseer; never who wrote it, nor in their place."""
    basic = _at_all(StandardMove.APPROVE, reach, found)
    if not basic:
        return basic
    if waiting is None:
        return NOTHING_WAITS
    if by.officer_id == waiting.written_by_id:
        return Verdict("自己写的不能自己批准", "请本单位负责人或另一位同事批准")
    without = reach.without_of(waiting.written_by_id)
    return (_at_all(StandardMove.APPROVE, without, found) and ALLOWED) or Verdict(
        "不能代写稿人批准他自己的稿", "请另一位同事批准"
    )


def may_send_back_standard(by: Actor, reach: Reach, found: Standard, waiting: Wording | None) -> Verdict:
    """Whoever might approve it."""
    return may_approve_standard(by, reach, found, waiting)


def may_confirm_standard(by: Actor, reach: Reach, found: Standard) -> Verdict:
    """The owner, or whoever might write it; nothing changes by it but the day of the next reading."""
    state = StandardState(found.state)
    if by.officer_id == found.owner_id and state in STANDARD_MOVES[StandardMove.CONFIRM].sources:
        return ALLOWED
    return _at_all(StandardMove.CONFIRM, reach, found)


def may_hand_on_standard(by: Actor, reach: Reach, found: Standard) -> Verdict:
    """Heads and overseers."""
    return _at_all(StandardMove.HAND_ON, reach, found)


def may_retire_standard(by: Actor, reach: Reach, found: Standard) -> Verdict:
    """Heads and overseers, at once and alone: what is wrong must not be said any more."""
    return _at_all(StandardMove.RETIRE, reach, found)
