"""May this hand make this move of an application? One function a move, asked again under the lock."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from yiwang.cases.applications import queries
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import MOVES, OPEN, ForwardState, MaterialState, Move, State, StepState
from yiwang.cases.casework.policies import NOT_YOURS, Beside, Mover, mover, stands
from yiwang.cases.casework.states import CITIZEN, CLIENT, HEADS, SYSTEM
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.policies import can_extend
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.states import MoveRow
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal


def role_of(who: Mover, row: MoveRow[State, Move], one: Application) -> bool:
    """Whether the table lists this hand for this file: by its post, or as who does a step that runs in its unit."""
    if who.actor.kind is ActorKind.CITIZEN:
        return CITIZEN in row.who
    if who.actor.is_machine:
        return SYSTEM in row.who
    if who.reach.client:
        return CLIENT in row.who and one.case.is_filed_by(who.reach.client)
    named = set(row.who)
    if row.move is Move.FINISH_STEP:
        return any(does(who, step.unit.code if step.unit else "") for step in queries.running_steps(application=one))
    if one.handed_at and row.move in THERE:
        return does(who, one.deciding_unit.code if one.deciding_unit else "", named)
    if one.case.is_lent:
        return row.move in AT_WINDOW and one.window_unit is not None and does(who, one.window_unit.code, named)
    return any(stands(grant, Role(role), one.case) for grant in who.reach.grants for role in grant.roles & named)


THERE = frozenset(
    {
        Move.DECIDE,
        Move.START_SPECIAL,
        Move.END_SPECIAL,
        Move.EXTEND,
        Move.HAND_BACK,
        Move.TAKE_BACK_DECISION,
        Move.REVOKE_RESULT,
    }
)
"""异地办理: what the unit that decides does with a file that lies with the one that accepted it."""
AT_WINDOW = frozenset({Move.CORRECT, Move.SUPPLY, Move.TAKE_MATERIAL, Move.WITHDRAW, Move.DELIVER})
"""What the window does that took a file in, though another unit has it."""


def does(who: Mover, unit: str, named: AbstractSet[str] = frozenset(MOVES[Move.FINISH_STEP].who)) -> bool:
    """Whether this hand works in that unit by one of these roles, or heads it or one above."""
    return any(
        (grant.unit == unit and grant.roles & named)
        or (bool(unit) and organisation.is_within(unit, grant.unit) and grant.roles & set(HEADS))
        for grant in who.reach.grants
    )


def is_of_system(by: Actor, one: Application) -> Verdict:
    """Whether the system that acts is the one that filed it: files are its business alone."""
    client = mover(by).reach.client
    return ALLOWED if client and one.case.is_filed_by(client) else Verdict("这一件不是这个系统提交的")


def at_all(move: Move, who: Mover, one: Application) -> Verdict:
    """Whether the table lists this hand for this move, and the move for where the file is; each policy asks it first."""
    row, state = MOVES[move], State(one.case.state)
    if not role_of(who, row, one):
        return NOT_YOURS
    return ALLOWED if state in row.sources else Verdict(f"{state.label}的办件不能{row.label}")


def may_reassign(who: Mover, one: Application) -> Verdict:
    """Whoever works on it, or heads the unit."""
    return at_all(Move.REASSIGN, who, one)


def may_ask_correction(who: Mover, one: Application) -> Verdict:
    """Once, everything at one time (行政许可法第三十二条)."""
    basic = at_all(Move.ASK_CORRECTION, who, one)
    if basic and getattr(one, "correction", None):
        return Verdict("已经告知补正过一次", "补正要一次告知；材料仍不齐的，依法受理或者不予受理")
    return basic


def may_correct(who: Mover, one: Application) -> Verdict:
    """The applicant, or a window for who came."""
    return at_all(Move.CORRECT, who, one)


def may_lapse_correction(who: Mover, one: Application) -> Verdict:
    """The house."""
    return at_all(Move.LAPSE_CORRECTION, who, one)


def may_accept(who: Mover, one: Application) -> Verdict:
    """Whoever takes in; what is lacking and may not follow stands in the way, but not of the law's silence."""
    basic = at_all(Move.ACCEPT, who, one)
    if not basic or who.actor.is_machine:
        return basic
    lacking = [row.name for row in one.materials.all() if row.state == MaterialState.MISSING]
    if lacking:
        return Verdict(f"还缺{'、'.join(lacking)}", "可以告知补正；允许容缺的，请约定补交日期")
    return ALLOWED


def may_refuse_acceptance(who: Mover, one: Application) -> Verdict:
    """Those whose matter it is."""
    return at_all(Move.REFUSE_ACCEPTANCE, who, one)


def may_finish_step(who: Mover, one: Application) -> Verdict:
    """Who does a step that runs now; the decision is a move of its own."""
    basic = at_all(Move.FINISH_STEP, who, one)
    # Of people `role_of` has asked it.
    if basic and who.actor.is_machine and not queries.running_steps(application=one):
        return Verdict("现在没有正在办的环节")
    return basic


def may_start_special(who: Mover, one: Application) -> Verdict:
    """Who works on it."""
    return at_all(Move.START_SPECIAL, who, one)


def may_end_special(who: Mover, one: Application) -> Verdict:
    """Who works on it."""
    return at_all(Move.END_SPECIAL, who, one)


def may_extend(who: Mover, one: Application) -> Verdict:
    """The head of the body, once (行政许可法第四十二条); what is paused or stopped has nothing to be given."""
    basic = at_all(Move.EXTEND, who, one)
    if not basic:
        return basic
    book = clocks.open_book(one.case.ref).read()
    held = [key for kind in BOTH if (key := book.latest(kind))]
    return first_refusal(*(can_extend(book.standing(key)) for key in held))


BOTH = ("handle", "decide")
"""The promise and the law: an extension is given by both."""


def may_supply(who: Mover, one: Application) -> Verdict:
    """The applicant, or who works on it, where something was to follow."""
    basic = at_all(Move.SUPPLY, who, one)
    if basic and not any(row.state == MaterialState.PROMISED for row in one.materials.all()):
        return Beside("没有约定后补的材料")
    return basic


def may_take_material(who: Mover, one: Application) -> Verdict:
    """A window or whoever takes in, where something is not there yet."""
    basic = at_all(Move.TAKE_MATERIAL, who, one)
    if basic and not any(row.state in (MaterialState.MISSING, MaterialState.WINDOW) for row in one.materials.all()):
        return Beside("没有要收的材料")
    return basic


def may_hand_to_person(who: Mover, one: Application) -> Verdict:
    """The house, where a table has not spoken in its time."""
    return at_all(Move.HAND_TO_PERSON, who, one)


def may_hand_over(who: Mover, one: Application) -> Verdict:
    """Who accepted it, where the item is done across regions (全省、跨省通办), once at a time."""
    basic = at_all(Move.HAND_OVER, who, one)
    if basic and (one.handed_at or not one.document.cross):
        return Beside("这个事项不异地办理，或者已经转过去了")
    return basic


def may_hand_back(who: Mover, one: Application) -> Verdict:
    """Who was to decide it there."""
    return at_all(Move.HAND_BACK, who, one) if one.handed_at else Beside("没有转来的")


def may_forward(who: Mover, one: Application) -> Verdict:
    """Where a national platform decides, once."""
    basic = at_all(Move.FORWARD, who, one)
    if basic and (not one.document.decided_elsewhere or getattr(one, "forwarding", None)):
        return Beside("不由国家平台决定，或者已经转报")
    return basic


def may_check_pledge(who: Mover, one: Application) -> Verdict:
    """Who works on it, where a promise was signed and nobody has looked yet."""
    basic = at_all(Move.CHECK_PLEDGE, who, one)
    if basic and (one.pledge_check_at is None or one.pledge_checked_at):
        return Beside("没有要核查的承诺")
    return basic


def may_lapse_gap(who: Mover, one: Application) -> Verdict:
    """The house."""
    return at_all(Move.LAPSE_GAP, who, one)


def may_decide(who: Mover, one: Application) -> Verdict:
    """One in charge, when every step before the decision has ended; a failed step can only be refused upon. What a national
    platform has is the platform's, unless it will not take it.
    """
    basic = at_all(Move.DECIDE, who, one)
    if not basic or who.actor.is_machine:
        return basic
    sent = getattr(one, "forwarding", None)
    if one.document.decided_elsewhere and sent and sent.state != ForwardState.FAILED:
        return Verdict(f"由{one.document.decided_elsewhere}决定", "平台决定以后自动记下来")
    steps = list(one.steps.all())
    decision = next((step.place for step in steps if step.kind in AFTER_DECISION), len(steps))
    open_ = [step.name for step in steps if step.place < decision and step.state in UNDONE]
    if open_:
        return Verdict(f"还有环节没有完成：{'、'.join(open_)}")
    if any(row.state == MaterialState.PROMISED for row in one.materials.all()):
        return Verdict("约定后补的材料还没有交", "材料补齐以后再作决定")
    return _parts_are_over(one)


def _parts_are_over(one: Application) -> Verdict:
    """What is said of a 一件事 as a whole sums up what came of each of its parts."""
    if one.document.bundle is None:
        return ALLOWED
    parts = [part.case for part in one.parts.select_related("case")]
    waiting = [part.title for part in parts if part.state in OPEN]
    if not waiting:
        return ALLOWED
    return Verdict(f"一件事里还有没有办出结果的事项：{'、'.join(waiting)}", "这些事项都有了结果，再作总的决定")


UNDONE = (StepState.RUNNING, StepState.WAITING)
AFTER_DECISION = frozenset({"decide", "issue", "deliver", "notify", "sample", "rate"})
"""Kinds of steps that come with the decision or after it."""


def may_take_back_decision(who: Mover, one: Application) -> Verdict:
    """One in charge."""
    return at_all(Move.TAKE_BACK_DECISION, who, one)


def may_review_sample(who: Mover, one: Application) -> Verdict:
    """One in charge, or who watches, where an instant decision was drawn."""
    basic = at_all(Move.REVIEW_SAMPLE, who, one)
    if basic and (one.sample_at is None or one.sample_is_right is not None):
        return Beside("没有抽到复核，或者已经复核过")
    return basic


def may_deliver(who: Mover, one: Application) -> Verdict:
    """Who works on it."""
    return at_all(Move.DELIVER, who, one)


def may_revoke_result(who: Mover, one: Application) -> Verdict:
    """One in charge, where a result holds."""
    basic = at_all(Move.REVOKE_RESULT, who, one)
    if basic and not any(row.revoked_at is None for row in one.results.all()):
        return Beside("没有有效的结果")
    return basic


def may_withdraw(who: Mover, one: Application) -> Verdict:
    """The applicant, or a window for who came; until it is decided."""
    return at_all(Move.WITHDRAW, who, one)


POLICIES: dict[Move, Callable[[Mover, Application], Verdict]] = {
    Move.REASSIGN: may_reassign, Move.ASK_CORRECTION: may_ask_correction, Move.CORRECT: may_correct,
    Move.TAKE_MATERIAL: may_take_material, Move.HAND_TO_PERSON: may_hand_to_person, Move.HAND_OVER: may_hand_over,
    Move.HAND_BACK: may_hand_back, Move.FORWARD: may_forward, Move.CHECK_PLEDGE: may_check_pledge,
    Move.LAPSE_CORRECTION: may_lapse_correction, Move.ACCEPT: may_accept, Move.REFUSE_ACCEPTANCE: may_refuse_acceptance,
    Move.FINISH_STEP: may_finish_step, Move.START_SPECIAL: may_start_special, Move.END_SPECIAL: may_end_special,
    Move.EXTEND: may_extend, Move.SUPPLY: may_supply, Move.LAPSE_GAP: may_lapse_gap, Move.DECIDE: may_decide,
    Move.TAKE_BACK_DECISION: may_take_back_decision, Move.REVIEW_SAMPLE: may_review_sample, Move.DELIVER: may_deliver,
    Move.REVOKE_RESULT: may_revoke_result, Move.WITHDRAW: may_withdraw,
}  # fmt: skip
"""Every move but the first, which has no file yet."""


def may_submit(who: Mover, *, channel: str = "") -> Verdict:
    """A citizen for themselves or as a proxy; windows, stations and the desk for who came; the house for a bundle's parts;
    another body's system through its own channel.
    """
    if who.reach.client:
        return ALLOWED if channel == who.reach.client.channel else NOT_YOURS
    if who.actor.kind is ActorKind.CITIZEN or who.actor.is_machine:
        return ALLOWED
    named = set(MOVES[Move.SUBMIT].who)
    return ALLOWED if any(grant.roles & named for grant in who.reach.grants) else NOT_YOURS


def open_moves(who: Mover, one: Application) -> list[tuple[MoveRow[State, Move], Verdict]]:
    """The moves that lead from where the file is, for this hand, each allowed or refused with its reason."""
    rows = [row for row in MOVES.open_from(State(one.case.state)) if role_of(who, row, one)]
    found = ((row, POLICIES[row.move](who, one)) for row in rows)
    return [(row, verdict) for row, verdict in found if verdict is not NOT_YOURS and not isinstance(verdict, Beside)]


__all__ = [
    "AFTER_DECISION", "NOT_YOURS", "POLICIES", "Mover", "at_all", "does", "may_accept", "may_ask_correction",
    "may_check_pledge", "may_correct", "may_decide", "may_deliver", "may_end_special", "may_extend",
    "may_finish_step", "may_forward", "may_hand_back", "may_hand_over", "may_hand_to_person", "may_lapse_correction",
    "may_lapse_gap", "may_reassign", "may_refuse_acceptance", "may_review_sample", "may_revoke_result",
    "may_start_special", "may_submit", "may_supply", "may_take_back_decision", "may_take_material", "may_withdraw",
    "mover", "open_moves", "role_of",
]  # fmt: skip
