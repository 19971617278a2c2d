"""The answer: written, approved, read, disputed."""

from collections.abc import Callable

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.who import Mover, at_all, on_it
from yiwang.cases.appeals.states import Move
from yiwang.kit import clock
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal


def may_draft_reply(who: Mover, appeal: Appeal) -> Verdict:
    """The officer who has it, or the head."""
    return first_refusal(at_all(Move.DRAFT_REPLY, who, appeal), on_it(who, appeal))


def may_submit_reply(who: Mover, appeal: Appeal) -> Verdict:
    """Contact first (S5.10): where there is a way to reach the person, an attempt must stand before an answer.

    Not while the citizen is asked something: the promise waits for that, and what they say belongs into the answer.
    """
    basic = first_refusal(at_all(Move.SUBMIT_REPLY, who, appeal), on_it(who, appeal))
    if not basic:
        return basic
    case = appeal.case
    reachable = case.applicant is not None and not case.applicant.is_anonymous
    if reachable and not case.contacts.filter(round=case.round).exists():
        return Verdict("还没有联系过诉求人", "请先“记录联系”，联系不上也要记一次")
    if queries.acts_of(appeal).question:
        return Verdict("正在等诉求人回答提问", "不用再等的，请先收回提问")
    return ALLOWED


def may_read_reply(who: Mover, appeal: Appeal) -> Verdict:
    """The citizen."""
    return at_all(Move.READ_REPLY, who, appeal)


Bar = Callable[[Appeal], Verdict]
_BARS: list[Bar] = []


def bars_dispute(bar: Bar) -> Bar:
    """Register what a room above holds against opening an answered file once more; asked where nothing else stands against it."""
    _BARS.append(bar)
    return bar


def may_dispute(who: Mover, appeal: Appeal) -> Verdict:
    """The citizen, within the window (time_limits.csv ap.reopen: 15 days); of a merged file, that of the main file's answer."""
    basic = at_all(Move.DISPUTE, who, appeal)
    if not basic:
        return basic
    answered = queries.main_of(appeal=appeal) or appeal
    if answered.case.replied_at is None:
        return Verdict("合并办理的那一件还没有答复", "答复以后，觉得没有解决的可以再说")
    until = answered.dispute_until
    open_still = until is not None and clock.now() <= until
    if not open_still:
        return Verdict("已过可以不认可的期限", "事情又发生的，请重新反映")
    return first_refusal(*(bar(appeal) for bar in _BARS))


def may_withdraw(who: Mover, appeal: Appeal) -> Verdict:
    """The citizen, until there is an answer."""
    return at_all(Move.WITHDRAW, who, appeal)


def may_close(who: Mover, appeal: Appeal) -> Verdict:
    """The house, once the window to dispute has passed."""
    return at_all(Move.CLOSE, who, appeal)
