"""Several files: one letter in parts, files that belong together, and files worked on as one."""

from datetime import timedelta

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.who import Mover, at_all
from yiwang.cases.appeals.states import Move, State
from yiwang.cases.casework.states import Confidentiality
from yiwang.kit import clock
from yiwang.kit.verdicts import ALLOWED, Verdict

MERGEABLE = (State.REGISTERED, State.PUSHED, State.HANDLING, State.REVIEW, State.SECOND_REVIEW)
"""Where a main file may be: it is still to be answered."""
UNMERGE_WITHIN = timedelta(days=1)


def may_split(who: Mover, appeal: Appeal) -> Verdict:
    """The operators and the head of the unit that has it. A sealed letter stays whole: its parts would say what it says."""
    basic = at_all(Move.SPLIT, who, appeal)
    if basic and appeal.case.confidentiality == Confidentiality.SEALED:
        return Verdict("密封件不拆分", "有另外的事，请诉求人另外反映")
    return basic


def may_link_up(who: Mover, appeal: Appeal) -> Verdict:
    """Whoever works on it, and the operators."""
    return at_all(Move.LINK_UP, who, appeal)


def may_merge(who: Mover, appeal: Appeal) -> Verdict:
    """The operators and heads; not what is sealed, nor what rings."""
    basic = at_all(Move.MERGE, who, appeal)
    if not basic:
        return basic
    if appeal.case.confidentiality == Confidentiality.SEALED:
        return Verdict("密封件不并入别的件")
    alarm = queries.alarm_of(appeal=appeal)
    if alarm is not None and alarm.acknowledged_at is None:
        return Verdict("这一件的紧急警示还没有人确认", "确认以后再并入")
    return ALLOWED


def may_be_main(appeal: Appeal, main: Appeal) -> Verdict:
    """Whether one file can be worked on with another: an open one that is not sealed and has not been merged itself."""
    if main.pk == appeal.pk:
        return Verdict("不能并入自己", "请写另一件的编号")
    if main.case.confidentiality == Confidentiality.SEALED:
        return Verdict("不能并入密封件")
    if main.case.state == State.MERGED:
        return Verdict("那一件自己已经并入别的件", "请写主件的编号")
    if main.case.state not in MERGEABLE:
        return Verdict(f"那一件{State(main.case.state).label}，不能再并进去", "可以“关联”起来，分别答复")
    return ALLOWED


def may_unmerge(who: Mover, appeal: Appeal) -> Verdict:
    """The same hands, for a day, as long as the main file has not been answered."""
    basic = at_all(Move.UNMERGE, who, appeal)
    if not basic:
        return basic
    since = clock.now() - (appeal.case.closed_at or clock.now())
    return ALLOWED if since <= UNMERGE_WITHIN else Verdict("并入已经过了一天，不能撤销", "诉求人可以重新反映")
