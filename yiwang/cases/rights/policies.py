"""Who may check a request, and who agrees as the second."""

from dataclasses import dataclass

from yiwang.cases.rights.models import DataRequest
from yiwang.cases.rights.queries import SECONDS
from yiwang.cases.rights.states import RequestState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import ALLOWED, Verdict


@dataclass(frozen=True)
class Hand:
    """Who acts, and how far they reach."""

    by: Actor
    reach: Reach


def hand(by: Actor) -> Hand:
    """The hand of an actor; one query."""
    return Hand(by, organisation.reach(by=by))


def may_check(who: Hand, request: DataRequest) -> Verdict:
    """The desk that has it, while nobody has proposed anything. (Whether it exists for them is asked before.)"""
    if who.by.officer_id is None:
        return Verdict("要有人核对")
    if request.state == RequestState.RECEIVED:
        return ALLOWED
    return Verdict("已经有人核对过了", "要改的请复核的人退回")


def may_decide(who: Hand, request: DataRequest) -> Verdict:
    """Another officer of that desk who answers for it, and nobody who stands in for the first, nor the first for them."""
    if who.by.officer_id is None:
        return Verdict("要由第二个人复核")
    if request.state != RequestState.CHECKED:
        return Verdict("现在没有等着复核的意见")
    if request.checked_by_id in who.reach.hands:
        return Verdict("要由第二个人复核", "提出意见的人，和代理他的人，都不能复核")
    wanted = {Role.INSPECTOR, Role.UNIT_HEAD, Role.DEPUTY_HEAD} if request.is_about_a_look else SECONDS
    if any(grant.unit_id == request.unit_id and grant.roles & wanted for grant in who.reach.grants):
        return ALLOWED
    return Verdict("您的岗位不复核这件申请", "请受理组长或单位负责人复核")
