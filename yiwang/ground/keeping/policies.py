"""Who may hold, ask for an erasure, and decide one."""

from yiwang.ground.keeping.models import Order
from yiwang.ground.keeping.states import OrderState
from yiwang.ground.organisation import policies as organisation
from yiwang.ground.organisation import queries as offices
from yiwang.ground.organisation.states import Permission
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import ALLOWED, Verdict


def may_erase(by: Actor) -> Verdict:
    """Officers and machines carry out an order; who may give one is the calling room's to say."""
    return Verdict("请向受理单位提出删除申请") if by.is_outside else ALLOWED


def may_ask(by: Actor) -> Verdict:
    """The security office keeps the register of orders and holds."""
    return organisation.may(by, Permission.ASK_ERASURE)


def may_decide(by: Actor, order: Order) -> Verdict:
    """Another person of the security or the audit office."""
    may = organisation.may(by, Permission.DECIDE_ERASURE)
    if not may:
        return may
    if order.state != OrderState.ASKED:
        return Verdict("这道删除令已经有人决定了")
    return (
        Verdict("登记的人不能自己批准", way_out="请安全管理或审计管理的另一位来决定")
        if by.id == order.asked_by
        else ALLOWED
    )


def may_hold(by: Actor) -> Verdict:
    """The security office, or whoever leads or inspects: they know of a suit or an investigation first."""
    if by.is_outside:
        return Verdict("请联系受理单位")
    reach = offices.reach(by=by)
    able = reach.may(Permission.ASK_ERASURE) or reach.may(Permission.APPROVE) or reach.may(Permission.SUPERVISE)
    return ALLOWED if able else Verdict("暂停销毁由单位负责人、督办、督察或安全管理来办")
