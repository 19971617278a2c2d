"""More time, or time that does not count: who may ask for it, who may grant it, who lets the promise run on."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.who import Beside, Mover, at_all, on_it, stands
from yiwang.cases.appeals.states import APPROVERS, Move, RequestKind, RequestState
from yiwang.kit import clock
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal

NOTHING_WAITS = Beside("没有等批准的申请")
NOTHING_PAUSED = Beside("没有批准过的暂停在计着")


def _may_ask(move: Move, who: Mover, appeal: Appeal) -> Verdict:
    basic = first_refusal(at_all(move, who, appeal), on_it(who, appeal))
    if not basic:
        return basic
    if queries.acts_of(appeal).request:
        return Verdict("已有一项申请在等批准", "等批准以后，或者撤回它，再申请")
    return ALLOWED if appeal.case.due_at else Verdict("现在已经暂停计时", "恢复计时以后再申请")


def may_request_extension(who: Mover, appeal: Appeal) -> Verdict:
    """The officer who has it, or the head; once a round, before it is due (time_limits.csv ap.extend)."""
    basic = _may_ask(Move.REQUEST_EXTENSION, who, appeal)
    if not basic:
        return basic
    if queries.extension_rule(appeal=appeal) is None:
        return Verdict("这一类的件不能延期", "请在期限内答复")
    if any(
        one.kind is RequestKind.EXTENSION and one.state is RequestState.GRANTED and one.round == appeal.case.round
        for one in queries.acts_of(appeal).requests
    ):
        return Verdict("已经延过一次期", "期限只许延长一次，请尽快答复")
    due = appeal.case.due_at
    return ALLOWED if due and clock.now() <= due else Verdict("期限已经过了", "延期要在期满前申请，请尽快答复")


def may_request_pause(who: Mover, appeal: Appeal) -> Verdict:
    """The officer who has it, or the head; on a lawful ground alone (time_limits.csv ap.pause.legal), before it is due.

    What is overdue stays overdue: a pause would give nothing back, and would only hide it.
    """
    basic = _may_ask(Move.REQUEST_PAUSE, who, appeal)
    return first_refusal(basic, _not_over(appeal)) if basic else basic


def _not_over(appeal: Appeal) -> Verdict:
    due = appeal.case.due_at
    is_over = due is not None and clock.now() > due
    return Verdict("期限已经过了，暂停不再顺延", "请尽快答复，并说明超期的原因") if is_over else ALLOWED


def may_withdraw_request(who: Mover, appeal: Appeal) -> Verdict:
    """Who asked."""
    basic = at_all(Move.WITHDRAW_REQUEST, who, appeal)
    if not basic:
        return basic
    waiting = queries.acts_of(appeal).request
    if waiting is None:
        return NOTHING_WAITS
    return (
        ALLOWED if waiting.asked_by_id == who.officer_id else Beside("只有申请的人自己能撤回", "也可以请审批人不批准")
    )


def _decides(move: Move, who: Mover, appeal: Appeal) -> Verdict:
    basic = at_all(move, who, appeal)
    if not basic:
        return basic
    waiting = queries.acts_of(appeal).request
    if waiting is None:
        return NOTHING_WAITS
    if waiting.asked_by_id == who.officer_id:
        return Verdict("不能批自己提的申请", "请本单位另一位负责人或上级单位批准")
    if not at_all(move, who.without(waiting.asked_by_id), appeal):
        return Verdict("不能代申请人批他自己的申请", "请本单位另一位负责人或上级单位批准")
    return ALLOWED


def may_grant(who: Mover, appeal: Appeal) -> Verdict:
    """Whoever may approve replies; never who asked."""
    basic = _decides(Move.GRANT, who, appeal)
    if not basic:
        return basic
    waiting = queries.acts_of(appeal).request
    if waiting and waiting.kind is RequestKind.EXTENSION and appeal.case.due_at is None:
        return Verdict("现在暂停计时，算不出新的期限", "恢复计时以后再批")
    return _not_over(appeal) if waiting and waiting.kind is RequestKind.PAUSE else ALLOWED


def may_decline(who: Mover, appeal: Appeal) -> Verdict:
    """Whoever may grant it."""
    return _decides(Move.DECLINE, who, appeal)


def may_resume(who: Mover, appeal: Appeal) -> Verdict:
    """The officer who has it, the head, and whoever may approve, as soon as the ground is over."""
    basic = at_all(Move.RESUME, who, appeal)
    if not basic:
        return basic
    if not any(one.is_paused and one.round == appeal.case.round for one in queries.acts_of(appeal).requests):
        return NOTHING_PAUSED
    approves = any(
        stands(grant, role, appeal.case) for grant in who.reach.grants for role in APPROVERS if role in grant.roles
    )
    return ALLOWED if approves else on_it(who, appeal)
