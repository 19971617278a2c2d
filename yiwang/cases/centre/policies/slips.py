"""Who writes slips, diverts, and takes answers to who asked."""

from yiwang.cases.appeals import policies as appeals
from yiwang.cases.appeals import queries as appeal_queries
from yiwang.cases.appeals.policies import Mover, stands
from yiwang.cases.appeals.states import DESK, HANDLERS, HEADS
from yiwang.cases.casework.models import Case
from yiwang.cases.centre.models import Diversion, HandOver
from yiwang.cases.centre.states import DiversionState, HandOverState, HandOverStep
from yiwang.kit import clock
from yiwang.kit.verdicts import ALLOWED, Verdict

NOT_YOURS = Verdict("您的岗位不办这一步")
CARRIERS = (*DESK, *HANDLERS, *HEADS)
"""Who takes an answer to who asked: the unit that gave it, and the desk."""


def _stands_to(who: Mover, case: Case) -> bool:
    if case.is_lent:
        return False
    return any(stands(grant, role, case) for grant in who.reach.grants for role in CARRIERS if role in grant.roles)


def may_mend_slip(who: Mover, case: Case) -> Verdict:
    """The desk and the unit that has the file, while it is not over."""
    if not _stands_to(who, case):
        return NOT_YOURS
    return ALLOWED if case.closed_at is None else Verdict("已经办结的件不再改登记单")


def may_divert(who: Mover) -> Verdict:
    """Whoever may register: who was asked first sees it to whose it is (首问负责)."""
    return appeals.may_register(who) if who.officer_id else NOT_YOURS


def may_settle_diversion(who: Mover, found: Diversion) -> Verdict:
    """Whoever diverted, and the desk; once."""
    basic = may_divert(who)
    if not basic:
        return basic
    return ALLOWED if found.state == DiversionState.CONNECTING else Verdict("这条分流已经有结果了")


def may_undo_diversion(who: Mover, found: Diversion) -> Verdict:
    """Whoever made it, on the same day; what became a file of ours is undone there."""
    if found.officer_id != who.officer_id:
        return Verdict("只有分流的人自己能撤销")
    if clock.local(found.at).date() != clock.today():
        return Verdict("已过当天，不能撤销", "写错了的，请在备注里另记一条")
    if found.state == DiversionState.KEPT:
        return Verdict("已经由我们登记成件", "不用办的，在那一件里处理")
    return ALLOWED


def may_hand_over(who: Mover, found: HandOver, *, is_open: bool = True) -> Verdict:
    """The unit that answered, and the desk, step after step."""
    if not _stands_to(who, found.case):
        return NOT_YOURS
    if found.state != HandOverState.WAITING:
        return Verdict("这一步已经有结果了")
    return ALLOWED if is_open else Verdict("前一步还没有办", "请按面商、送达、征求满意度的次序办")


def may_fail_hand_over(who: Mover, found: HandOver, *, is_open: bool = True) -> Verdict:
    """无法送达 must be proved by the attempts on record: settings `unreached_attempts`, `unreached_days`."""
    basic = may_hand_over(who, found, is_open=is_open)
    if not basic:
        return basic
    if found.step == HandOverStep.SATISFACTION:
        return Verdict("征求满意度没有“无法送达”", "联系不上的，记下联系经过，再试")
    tries = list(found.tries.all())
    days = {clock.local(one.at).date() for one in tries}
    wanted, apart = (
        int(appeal_queries.setting(name, began=found.case.began)) for name in ("unreached_attempts", "unreached_days")
    )
    if len(tries) >= wanted and len(days) >= apart:
        return ALLOWED
    so_far = f"现在记了{len(tries)}次，分在{len(days)}天" if tries else "现在一次也没有记"
    return Verdict(f"要分{apart}天、至少{wanted}次没有送成，才能记无法送达；{so_far}", "请再送，送不成也记一次")
