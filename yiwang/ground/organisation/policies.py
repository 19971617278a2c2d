"""Who may change the organisation, and what no grant may join: the three offices stay apart (GB/T 22239 8.1.5)."""

from collections.abc import Iterable
from datetime import date

from yiwang.ground.organisation.models import Delegation, Officer, Post, Unit
from yiwang.ground.organisation.queries import clashes, meeting, reach, sole_offices
from yiwang.ground.organisation.states import OFFICE_ROLES, Office, Permission, Role
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal

_WHOSE = {
    Permission.MANAGE_UNITS: "单位由系统管理员管理",
    Permission.MANAGE_OFFICERS: "人员和账号由系统管理员管理",
    Permission.PROPOSE_POSTS: "授权由系统管理员或安全管理员提请",
    Permission.DECIDE_POSTS: "授权由安全管理员批准",
    Permission.UNLOCK_ACCOUNTS: "账号由安全管理员解锁",
    Permission.MANAGE_SYSTEMS: "外部系统由安全管理员管理",
}
_APART = "三员分立：系统、安全、审计管理员不能由一人兼任，也不能兼办业务"


def may(by: Actor, permission: Permission) -> Verdict:
    """Whether some post of the actor carries the permission; machines are not asked."""
    return ALLOWED if reach(by=by).may(permission) else Verdict(_WHOSE.get(permission, "您的岗位没有这项权限"))


def may_found_unit(by: Actor) -> Verdict:
    """The system office."""
    return may(by, Permission.MANAGE_UNITS)


def may_change_unit(by: Actor) -> Verdict:
    """The system office."""
    return may(by, Permission.MANAGE_UNITS)


def may_close_unit(by: Actor) -> Verdict:
    """The system office."""
    return may(by, Permission.MANAGE_UNITS)


def may_manage_systems(by: Actor) -> Verdict:
    """The security office: a token lets somebody in."""
    return may(by, Permission.MANAGE_SYSTEMS)


def may_enlist_officer(by: Actor) -> Verdict:
    """The system office."""
    return may(by, Permission.MANAGE_OFFICERS)


def may_suspend_officer(by: Actor, officer_id: int) -> Verdict:
    """The system office, but nobody suspends themselves."""
    return first_refusal(may(by, Permission.MANAGE_OFFICERS), _not_self(by, officer_id, "不能停用自己的账号"))


def may_let_go(by: Actor, officer: Officer) -> Verdict:
    """The system office, but not the last holder of an office: without one of the three nobody could act."""
    return first_refusal(may_suspend_officer(by, officer.pk), not_the_last(officer))


def not_the_last(officer: Officer) -> Verdict:
    """Whether each office that this officer holds has another holder."""
    if not (roles := sole_offices(officer_id=officer.pk)):
        return ALLOWED
    names = "、".join(str(Role(role).label) for role in roles)
    return Verdict(f"{officer.name}是现在唯一的{names}", "请先给另一个人授权，再办这一步")


def may_renew_sign_in(by: Actor, officer_id: int) -> Verdict:
    """The system office, but nobody renews their own."""
    return first_refusal(may(by, Permission.MANAGE_OFFICERS), _not_self(by, officer_id, "不能给自己重发登录凭据"))


def may_release_sign_in(by: Actor, officer_id: int) -> Verdict:
    """The security office, but nobody lets themselves in."""
    return first_refusal(may(by, Permission.UNLOCK_ACCOUNTS), _not_self(by, officer_id, "不能放行自己的账号"))


def may_unlock_officer(by: Actor, officer_id: int) -> Verdict:
    """The security office, but nobody unlocks themselves."""
    return first_refusal(may(by, Permission.UNLOCK_ACCOUNTS), _not_self(by, officer_id, "不能解锁自己的账号"))


def may_propose_post(by: Actor, officer_id: int) -> Verdict:
    """The system or the security office, never for themselves."""
    return first_refusal(may(by, Permission.PROPOSE_POSTS), _not_self(by, officer_id, "不能给自己提请授权"))


def may_approve_post(by: Actor, post: Post) -> Verdict:
    """The security office: another person than who proposed it and who gets it, while the offices stay apart."""
    return first_refusal(
        may_refuse_post(by, post),
        still_makes_sense(post),
        may_join_offices(post.officer_id, post.office, post.valid_from, post.valid_to),
    )


def still_makes_sense(post: Post) -> Verdict:
    """Whether what was true when it was proposed still is: its holder serves, its units stand on its first day."""
    if not post.officer.is_active:
        return Verdict(f"{post.officer.name}已经停用或离任", "请不批准这一项")
    for unit in (post.unit, post.scope):
        if unit.valid_to is not None and unit.valid_to < post.valid_from:
            return Verdict(f"{unit.short_name}到那时已经撤销", "请不批准，改在接管单位提请")
    return ALLOWED


def may_decide_post(by: Actor, post: Post) -> Verdict:
    """What a list can tell without asking more: another hand than the proposer's and the holder's, and still sensible."""
    return first_refusal(
        _not_self(by, post.officer_id, "不能批准给自己的授权"),
        _not_self(by, post.proposed_by_id, "提请和批准不能是同一个人", "请由另一位安全管理员批准"),
        still_makes_sense(post),
    )


def may_refuse_post(by: Actor, post: Post) -> Verdict:
    """The security office: another person than who proposed it and who would get it."""
    if by.is_machine and post.proposed_by_id is not None:
        return Verdict("人提请的授权要由人批准")
    return first_refusal(
        may(by, Permission.DECIDE_POSTS),
        _not_self(by, post.officer_id, "不能批准给自己的授权"),
        _not_self(by, post.proposed_by_id, "提请和批准不能是同一个人", "请由另一位安全管理员批准"),
    )


def may_end_post(by: Actor, post: Post) -> Verdict:
    """Either office may take a grant back at once, but not its own: safety needs no second hand."""
    return first_refusal(may(by, Permission.PROPOSE_POSTS), _not_self(by, post.officer_id, "不能结束自己的授权"))


def may_join_offices(officer_id: int, office: str, valid_from: date, valid_to: date | None) -> Verdict:
    """Whether a grant on this side may stand beside those the officer holds in the same days."""
    held = clashes(officer_id=officer_id, office=office, valid_from=valid_from, valid_to=valid_to)
    return Verdict(_APART, "请先结束原来的授权，或者换一个人") if held else ALLOWED


def may_name_deputy(by: Actor, deputy: Officer, first: date, last: date) -> Verdict:
    """Whoever approves by own grants hands them to somebody of the cases' side; nobody hands on what is held for a third."""
    if not reach(by=by).own.may(Permission.APPROVE) or by.officer_id is None:
        return Verdict("您没有审批的岗位，不用委托", "手上的件请负责人“换人办理”")
    if deputy.pk == by.officer_id:
        return Verdict("不能委托自己")
    if not deputy.is_active:
        return Verdict(f"{deputy.name}已经停用或离任", "请另选一位")
    if clashes(officer_id=deputy.pk, office=Office.CASES, valid_from=first, valid_to=last):
        return Verdict(_APART, "请另选一位")
    return first_refusal(_no_chain(by.officer_id, deputy, first, last), _once(by.officer_id, first, last))


def _once(officer_id: int, first: date, last: date) -> Verdict:
    named = [row for row in meeting(officer_id=officer_id, first=first, last=last) if row.officer_id == officer_id]
    if not named:
        return ALLOWED
    return Verdict(f"这几天已经委托给{named[0].deputy}了", "要换人或改日期，请先收回原来的委托")


def _no_chain(officer_id: int, deputy: Officer, first: date, last: date) -> Verdict:
    for row in meeting(officer_id=officer_id, first=first, last=last):
        if row.deputy_id == officer_id:
            return Verdict(f"您这几天代{row.officer}审批，不能再委托别人", f"请先和{row.officer}说好，结束那一项")
    for row in meeting(officer_id=deputy.pk, first=first, last=last):
        if row.officer_id == deputy.pk:
            return Verdict(f"{deputy.name}这几天也外出，已委托{row.deputy}", "请另选一位，或改日期")
    return ALLOWED


def may_release_deputy(by: Actor, delegation: Delegation) -> Verdict:
    """Either of the two; the house itself where one of them leaves."""
    is_one = by.officer_id in (delegation.officer_id, delegation.deputy_id)
    return ALLOWED if is_one or by.is_machine else Verdict("委托由本人或代办的人收回")


def may_keep_roster(by: Actor, unit: Unit) -> Verdict:
    """The unit's heads, those above, and the duty leader."""
    held = reach(by=by)
    keeps = held.holds(Role.UNIT_HEAD, Role.DEPUTY_HEAD, Role.LEADER, Role.DUTY_LEADER, unit=unit.code)
    return ALLOWED if keeps else Verdict("值班表由本单位负责人排", "请把改动告诉负责人")


def office_of(roles: Iterable[str]) -> Office:
    """The side on which a grant of these roles stands. Invalid: roles of two sides, an unknown role, none at all."""
    named = list(roles)
    if not named:
        raise Invalid(roles="请至少选一个角色")
    if unknown := sorted(set(named) - set(Role.values)):
        raise Invalid(roles=f"没有这个角色：{'、'.join(unknown)}")
    sides = {OFFICE_ROLES.get(role, Office.CASES) for role in named}
    if len(sides) > 1:
        raise Invalid(roles=_APART)
    return sides.pop()


def _not_self(by: Actor, officer_id: int | None, reason: str, way_out: str = "") -> Verdict:
    is_self = officer_id is not None and by.officer_id == officer_id
    return Verdict(reason, way_out) if is_self else ALLOWED
