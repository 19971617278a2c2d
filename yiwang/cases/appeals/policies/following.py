"""Many files of one problem: which may be worked on with a main file, which may lead, and whom its answer may go to."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.policies.level import why_two_levels
from yiwang.cases.appeals.policies.outcomes import may_end_in
from yiwang.cases.appeals.policies.who import Mover, at_all, stands
from yiwang.cases.appeals.states import DESK, HEADS, IN_UNIT, SILENT_PAGES, Move, Outcome, State
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality, Priority, Track
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal

LEADING = frozenset({*IN_UNIT, State.REPLIED, State.CLOSED})
"""Where a main file may be when another is put beside it: a unit has it, or has answered it."""


def may_be_together(appeal: Appeal) -> Verdict:
    """Whether a file may stand among others at all: nothing kept secret, ruled by a law of its own, or that must not be named."""
    case = appeal.case
    if case.confidentiality != Confidentiality.NORMAL or case.hides_identity:
        return Verdict("有密级的件不和别的件一起办")
    if case.track != Track.APPEAL:
        return Verdict("按法定途径办的件不和别的件一起办", "各走各的法定途径")
    if appeal.tripwire.get("page") in SILENT_PAGES:
        return Verdict("这一件不便让旁人知道，不和别的件一起办")
    return ALLOWED


def may_lead(main: Appeal) -> Verdict:
    """Whether a file can be the main one: a unit has it, or has answered it."""
    if main.case.unit is None:
        return Verdict("主件还没有派给单位", "请先把主件派出去，再归入其余的件")
    if State(main.case.state) not in LEADING:
        return Verdict(f"{State(main.case.state).label}的件不能做主件", "请另选一件做主件")
    return may_be_together(main)


def may_follow(who: Mover, appeal: Appeal, main: Appeal | None = None) -> Verdict:
    """Operators, whoever has it and the heads; into another unit only who is responsible for both.

    Not what rings or is urgent, not what was disputed (it is looked into by itself), not what a superior is to decide about.
    """
    basic = first_refusal(at_all(Move.FOLLOW, who, appeal), may_be_together(appeal))
    if not basic:
        return basic
    case = appeal.case
    alarm = queries.alarm_of(appeal=appeal)
    if case.priority == Priority.URGENT or (alarm is not None and alarm.acknowledged_at is None):
        return Verdict("紧急的件单独办")
    if case.round > 1:
        return Verdict("重新办理的件单独办", "诉求人说没有解决，要单独看")
    if case.unit_id is not None and case.state == State.REGISTERED:
        return Verdict("这一件在等上级指定管辖")
    return ALLOWED if main is None else first_refusal(may_lead(main), _may_move(who, case, main.case))


def _may_move(who: Mover, case: Case, main: Case) -> Verdict:
    """Nobody puts what is on his own desk onto another unit's by calling it the same."""
    if main.unit is None or main.unit.code in case.excluded_units:
        return Verdict("主件的承办单位要回避这一件", "请单独办理")
    if case.unit_id in (None, main.unit_id) or who.actor.is_machine:
        return ALLOWED
    above = any(
        stands(grant, role, main) for grant in who.reach.grants for role in grant.roles.intersection((*DESK, *HEADS))
    )
    return (
        ALLOWED if above else Verdict("主件在别的单位，您的岗位不能把这一件移过去", "请受理台或两个单位共同的上级来归")
    )


def may_go_alone(who: Mover, appeal: Appeal) -> Verdict:
    """The same hands, where the many stand together: a file's own page has no button for it."""
    return at_all(Move.GO_ALONE, who, appeal)


def may_answer_together(
    who: Mover, appeal: Appeal, main: Appeal | None = None, answer: Reply | None = None
) -> Verdict:  # fmt: skip
    """The house itself, once a person has approved the main file's answer. Not what wants an eye of its own.

    An answer approved on one level does not answer what wants two; whoever wrote or approved it must not be kept from the file;
    nobody is called unreachable because somebody else was.
    """
    basic = first_refusal(at_all(Move.ANSWER_TOGETHER, who, appeal), may_be_together(appeal))
    if not basic or main is None:
        return basic
    if answer is None or answer.round != main.case.round:
        return Verdict("主件还没有审定的答复", "主件审定以后会一起答复")
    if queries.acts_of(appeal).question:
        return Verdict("正在等诉求人回答提问", "请先收回提问，再重发")
    if {answer.drafted_by_id, answer.decided_by_id, answer.passed_by_id} & set(appeal.case.excluded_officers):
        return Verdict("起草或审定的人要回避这一件", "请单独答复")
    if answer.passed_by_id is None and (why := why_two_levels(appeal)):
        return Verdict(why, "主件只审定了一级，请单独答复")
    if answer.outcome == Outcome.UNREACHABLE:
        return may_end_in(Outcome.UNREACHABLE, appeal)
    return ALLOWED
