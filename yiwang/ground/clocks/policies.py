"""May a clock be paused or extended? The reasons are those the buttons show."""

from datetime import datetime

from yiwang.ground.clocks import queries
from yiwang.ground.clocks.queries import Projection
from yiwang.ground.clocks.states import State
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.verdicts import ALLOWED, Verdict

NOT_STARTED = Verdict("这一件还没有开始计时")
STOPPED = Verdict("已经停止计时", "需要继续办的，请重新开启")
EXTENDED = Verdict("已经延长过一次", "期限只许延长一次，请尽快答复")


def may_extend(by: Actor, subject: Ref, kind: str, at: datetime) -> Verdict:
    """Once, before it is due, while it is open. Who may ask is the caller's matter."""
    clock = queries.promise(subject=subject, kind=kind)
    if clock and clock.due_at and at > clock.due_at and clock.state is State.RUNNING:
        return Verdict("期限已经过了", "延长要在期满前申请，请逐件说明超期原因")
    return can_extend(clock)


def can_extend(clock: Projection | None) -> Verdict:
    """What the ledger itself allows: one extension of an open clock."""
    if clock is None or clock.state is State.STOPPED:
        return STOPPED if clock else NOT_STARTED
    return EXTENDED if clock.is_extended else ALLOWED


def may_pause(by: Actor, subject: Ref, kind: str, at: datetime) -> Verdict:
    """While it runs. Whether the ground is a lawful one is the caller's matter."""
    clock = queries.promise(subject=subject, kind=kind)
    if clock is None or clock.state is State.STOPPED:
        return STOPPED if clock else NOT_STARTED
    return Verdict("已经暂停了", "恢复以后才能再次暂停") if clock.state is State.PAUSED else ALLOWED
