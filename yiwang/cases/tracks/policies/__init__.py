"""May this hand make this move of a matter? One function a move; what its law does not know has no button."""

from collections.abc import Callable

from yiwang.cases.appeals.policies import NOT_YOURS, Beside, Mover, mover, stands
from yiwang.cases.appeals.states import CITIZEN, SYSTEM
from yiwang.cases.tracks import queries
from yiwang.cases.tracks.models import Matter
from yiwang.cases.tracks.states import MOVES, MatterState, Move
from yiwang.ground.organisation.states import Role
from yiwang.kit import clock
from yiwang.kit.actor import ActorKind
from yiwang.kit.states import MoveRow
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal

UNKNOWN = Beside("这类事项的法律没有这一步")


def role_of(who: Mover, row: MoveRow[MatterState, Move], matter: Matter) -> bool:
    """Whether the table lists this hand for this matter; a guest of the file makes none."""
    if matter.case.is_lent or who.reach.client:
        return False
    if who.actor.kind is ActorKind.CITIZEN:
        return CITIZEN in row.who
    if who.actor.is_machine:
        return SYSTEM in row.who
    named = set(row.who)
    return any(stands(grant, Role(role), matter.case) for grant in who.reach.grants for role in grant.roles & named)


def at_all(move: Move, who: Mover, matter: Matter) -> Verdict:
    """Whether its law knows the move, the table lists the hand, and the matter is where the move leads from."""
    row, state = MOVES[move], MatterState(matter.state)
    if move in matter.law.never:
        return UNKNOWN
    if not role_of(who, row, matter):
        return NOT_YOURS
    return ALLOWED if state in row.sources else Verdict(f"{state.label}的事项不能{row.label}")


def may_begin(matter: Matter | None) -> Verdict:
    """The file's own move has asked who may; here only that it is not begun twice."""
    return Verdict("这一件已经在法定途径上") if matter else ALLOWED


def may_drop(who: Mover, matter: Matter) -> Verdict:
    """As long as nothing was taken up: from then on the law says how it ends."""
    basic = at_all(Move.DROP, who, matter)
    if not basic and matter.state not in MOVES[Move.DROP].sources:
        return Verdict(f"{MatterState(matter.state).label}的事项要依法办完，不能改按诉求办")
    return basic


def may_accept(who: Mover, matter: Matter) -> Verdict:
    """Whoever works on it."""
    return at_all(Move.ACCEPT, who, matter)


def may_refuse(who: Mover, matter: Matter) -> Verdict:
    """One in charge."""
    return at_all(Move.REFUSE, who, matter)


def may_ask_correction(who: Mover, matter: Matter) -> Verdict:
    """Once: everything that is missing is told at one time (政府信息公开条例30条，行政复议法31条)."""
    basic = at_all(Move.ASK_CORRECTION, who, matter)
    if basic and queries.was_asked_to_correct(matter=matter):
        return Verdict("已经要求补正过一次", "补正事项要一次告知；现有材料能办的先办")
    return basic


def may_correct(who: Mover, matter: Matter) -> Verdict:
    """Whoever takes the corrected papers in."""
    return at_all(Move.CORRECT, who, matter)


def may_transfer(who: Mover, matter: Matter) -> Verdict:
    """Whoever works on it."""
    return at_all(Move.TRANSFER, who, matter)


def may_hand_over(who: Mover, matter: Matter) -> Verdict:
    """Whoever works on it: the number may be learnt late, and mended."""
    return at_all(Move.HAND_OVER, who, matter)


def may_extend(who: Mover, matter: Matter) -> Verdict:
    """One in charge, once an instance, before it is over, as far as the law allows."""
    basic = at_all(Move.EXTEND, who, matter)
    if not basic:
        return basic
    has_stages = bool(matter.law.stages) and any(
        queries.stage_limit(matter=matter, stage=stage) for stage in matter.law.stages
    )
    if not has_stages and not queries.longest_extension(matter=matter):
        return UNKNOWN
    if matter.due_at and matter.due_at < clock.now():
        return Verdict("期限已过，不能再延期", "请尽快办结，并说明超期的原因")
    return ALLOWED


def may_suspend(who: Mover, matter: Matter) -> Verdict:
    """Whoever works on it, where its law knows a ground."""
    basic = at_all(Move.SUSPEND, who, matter)
    return basic if not basic or matter.law.grounds else UNKNOWN


def may_resume(who: Mover, matter: Matter) -> Verdict:
    """Whoever works on it, and the house when the longest pause is over."""
    return at_all(Move.RESUME, who, matter)


def may_decide(who: Mover, matter: Matter) -> Verdict:
    """One in charge."""
    return at_all(Move.DECIDE, who, matter)


def may_issue(who: Mover, matter: Matter) -> Verdict:
    """Whoever works on it."""
    return at_all(Move.ISSUE, who, matter)


def may_deliver(who: Mover, matter: Matter) -> Verdict:
    """Whoever works on it."""
    return at_all(Move.DELIVER, who, matter)


def may_serve(who: Mover, matter: Matter) -> Verdict:
    """Whoever works on it."""
    return at_all(Move.SERVE, who, matter)


def may_ask_review(who: Mover, matter: Matter) -> Verdict:
    """Who asked, or an officer for one who came, within the time of the law."""
    basic = at_all(Move.ASK_REVIEW, who, matter)
    if basic and matter.due_at and matter.due_at < clock.now():
        return Verdict("申请的期限已过", "有正当理由耽误期限的，请到受理窗口当面说明")
    return basic


def may_decide_review(who: Mover, matter: Matter) -> Verdict:
    """One in charge, and never who decided the instance before."""
    basic = at_all(Move.DECIDE_REVIEW, who, matter)
    if not basic:
        return basic
    before = (step for step in queries.steps_of(matter=matter) if step.move in (Move.DECIDE, Move.DECIDE_REVIEW))
    if {step.officer_id for step in before} & who.hands:
        return Verdict("原来作决定的人不能再办复查、复核、复议", "请上级机关或另一位负责人作决定")
    return ALLOWED


def may_withdraw(who: Mover, matter: Matter) -> Verdict:
    """Who asked, or an officer for one who came."""
    return at_all(Move.WITHDRAW, who, matter)


def may_end(who: Mover, matter: Matter) -> Verdict:
    """The house, when the last time of the law is over; a person only what was transferred."""
    basic = at_all(Move.END, who, matter)
    if basic and not who.actor.is_machine and matter.state != MatterState.TRANSFERRED:
        return Beside("送达、期满以后由系统终结")
    return basic


POLICIES: dict[Move, Callable[[Mover, Matter], Verdict]] = {
    Move.DROP: may_drop, Move.ACCEPT: may_accept, Move.REFUSE: may_refuse, Move.ASK_CORRECTION: may_ask_correction,
    Move.CORRECT: may_correct, Move.TRANSFER: may_transfer, Move.HAND_OVER: may_hand_over, Move.EXTEND: may_extend,
    Move.SUSPEND: may_suspend, Move.RESUME: may_resume, Move.DECIDE: may_decide, Move.ISSUE: may_issue,
    Move.DELIVER: may_deliver, Move.SERVE: may_serve, Move.ASK_REVIEW: may_ask_review,
    Move.DECIDE_REVIEW: may_decide_review, Move.WITHDRAW: may_withdraw, Move.END: may_end,
}  # fmt: skip
"""Every move but the first, which has no matter yet."""


def open_moves(who: Mover, matter: Matter) -> list[tuple[MoveRow[MatterState, Move], Verdict]]:
    """The moves that lead from where the matter is, for this hand, each allowed or refused with its reason."""
    rows = [row for row in MOVES.open_from(MatterState(matter.state)) if role_of(who, row, matter)]
    found = ((row, POLICIES[row.move](who, matter)) for row in rows)
    return [(row, verdict) for row, verdict in found if verdict is not NOT_YOURS and not isinstance(verdict, Beside)]


__all__ = [
    "NOT_YOURS",
    "POLICIES",
    "UNKNOWN",
    "Mover",
    "at_all",
    "first_refusal",
    "may_accept",
    "may_ask_correction",
    "may_ask_review",
    "may_begin",
    "may_correct",
    "may_decide",
    "may_decide_review",
    "may_deliver",
    "may_drop",
    "may_end",
    "may_extend",
    "may_hand_over",
    "may_issue",
    "may_refuse",
    "may_resume",
    "may_serve",
    "may_suspend",
    "may_transfer",
    "may_withdraw",
    "mover",
    "open_moves",
    "role_of",
]  # fmt: skip
