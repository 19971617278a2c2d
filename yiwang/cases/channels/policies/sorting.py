"""Who reads and sorts messages from outside."""

from yiwang.cases.appeals.states import DESK
from yiwang.cases.channels.states import Carry, Why
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.states import IncomingState, Inlet
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal

CHANGED_A_FILE = frozenset({
    Why.ANSWERED_QUESTION, Why.SUPPLEMENTED, Why.DISPUTED, Why.URGED, Why.WITHDRAWN, Why.SATISFIED, Why.REGISTERED,
})  # fmt: skip
"""Grounds under which a message did something to a file; that cannot be undone here."""


def may_sort(reach: Reach) -> Verdict:
    """The operators of the service centre: whatever comes in is theirs until it is a file."""
    return ALLOWED if reach.roles & set(DESK) else Verdict("来件由受理员处理", "请联系为民服务中心")


def may_deal(reach: Reach, incoming: Incoming) -> Verdict:
    """Register, join, set aside: as long as it waits for a person."""
    is_waiting = incoming.state == IncomingState.ON_DESK
    basic = may_sort(reach)
    return first_refusal(basic, ALLOWED if is_waiting else Verdict("这条来信已经处理过了", "要重新处理的，先撤回"))


def may_lay_back(reach: Reach, incoming: Incoming) -> Verdict:
    """Undo what changed no file: set aside, answered on the spot, or only laid with a file."""
    basic = may_sort(reach)
    if not basic:
        return basic
    if incoming.state in (IncomingState.ON_DESK, IncomingState.WAITING):
        return Verdict("这条来信还没有处理")
    undoable = (IncomingState.SET_ASIDE, IncomingState.ANSWERED, IncomingState.JOINED)
    if incoming.state in undoable and incoming.reason not in CHANGED_A_FILE:
        return ALLOWED
    return Verdict("这条来信已经改变了一件的办理，不能撤回", "办错了的，请在那一件里处理")


def may_answer_back(reach: Reach, incoming: Incoming) -> Verdict:
    """Write back by hand: where the way has one back."""
    return first_refusal(
        may_sort(reach),
        ALLOWED
        if incoming.inlet in (Inlet.SMS, Inlet.MAIL, Inlet.WECHAT)
        else Verdict("这个途径不能在这里回复", "登记成件后，答复会按来路送回"),
    )


def carries_for(incoming: Incoming) -> tuple[Carry, ...]:
    """As what a message may be laid on a file: a comment that anybody reads is nobody's word on a file."""
    return (Carry.NOTE,) if incoming.is_public else tuple(Carry)
