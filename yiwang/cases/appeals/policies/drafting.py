"""机器拟稿: which files a model outside may ever see words of, who may ask it, and that nothing goes out unread."""

from collections.abc import Sequence

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal, MachineDraft
from yiwang.cases.appeals.policies.answering import may_draft_reply
from yiwang.cases.appeals.policies.who import Mover
from yiwang.cases.appeals.states import SILENT_PAGES, DraftState
from yiwang.cases.casework.states import Confidentiality, Priority, Track
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal

_SHOWN = 2
"""Sentences that a refusal quotes."""


def may_leave_the_house(appeal: Appeal) -> Verdict:
    """Whether words of this file, masked, may go to a model outside at all.

    Never: sealed, an informant's, one about police (personal), hidden identity, on a lawful way, urgent, or danger at its door.
    """
    case = appeal.case
    if case.confidentiality != Confidentiality.NORMAL or case.hides_identity:
        return Verdict("这一件涉密或涉个人隐私，不送外部模型", "请自己起草")
    if case.track != Track.APPEAL:
        return Verdict("走法定途径的件不送外部模型", "请自己起草")
    if case.priority == Priority.URGENT or appeal.tripwire.get("page") in SILENT_PAGES:
        return Verdict("紧急件不送外部模型", "请自己起草")
    return ALLOWED if appeal.content.strip() else Verdict("这一件没有可以送出的文字", "请自己起草")


def may_ask_for_draft(who: Mover, appeal: Appeal) -> Verdict:
    """Who may draft the reply, where drafts are switched on, as long as the day's number is not used up."""
    if not queries.is_switched_on():
        return Verdict("没有开通机器拟稿", "要用的，请系统管理员配好模型，再在“业务参数”里允许")
    basic = first_refusal(may_draft_reply(who, appeal), may_leave_the_house(appeal))
    if not basic:
        return basic
    use = queries.use_of_machine()
    return (
        ALLOWED if use.today < use.most else Verdict(f"今天已经拟了{use.today}份，到上限了", "请明天再用，或自己起草")
    )


def may_read_draft(who: Mover, appeal: Appeal, draft: MachineDraft | None) -> Verdict:
    """Whoever may draft the reply, as long as the sentences wait."""
    if draft is None or draft.state != DraftState.READY:
        return Verdict("没有等着核对的机器拟稿", "可以再拟一份，或自己起草")
    return may_draft_reply(who, appeal)


def may_let_out(unread: Sequence[str]) -> Verdict:
    """No sentence of a machine goes to be approved that no person has been over."""
    if not unread:
        return ALLOWED
    shown = "、".join(f"“{sentence[:20]}…”" for sentence in unread[:_SHOWN])
    return Verdict(f"有{len(unread)}句机器拟的话还没有逐句核对：{shown}", "请先在“机器拟稿”里逐句看过，或改成自己的话")
