"""Who may say that many write of one thing, and what may be done with it when."""

from yiwang.cases.appeals import policies as appeals
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.states import APPROVERS, DESK, HANDLERS, HEADS, State
from yiwang.cases.matters.models import Matter
from yiwang.cases.matters.states import MatterState
from yiwang.ground.organisation.states import Role
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal

GATHERERS = (*DESK, *HANDLERS, *HEADS, Role.SUPERVISOR)
"""Whose business it is to see that many letters are one problem."""
_UNDER_REVIEW = frozenset({State.REVIEW, State.SECOND_REVIEW})


def may_gather(who: Mover) -> Verdict:
    """Operators, whoever works on files, heads and supervisors."""
    may = bool(who.reach.roles.intersection(GATHERERS))
    return ALLOWED if may else Verdict("您的岗位不归并同诉求", "请受理台、承办民警或负责人来做")


def may_open(who: Mover, main: Appeal) -> Verdict:
    """Whoever gathers and stands to the main file, which a unit must have."""
    return first_refusal(_stands(who, main), appeals.may_lead(main))


def may_change(who: Mover, matter: Matter, main: Appeal) -> Verdict:
    """The same hands, as long as it is not over."""
    if not matter.is_live:
        return Verdict("这一件同诉求已经结束", "还要办的，先“重新打开”")
    return _stands(who, main)


def _stands(who: Mover, main: Appeal) -> Verdict:
    stands = any(
        appeals.stands(grant, role, main.case)
        for grant in who.reach.grants
        for role in grant.roles.intersection(GATHERERS)
    )
    return ALLOWED if stands else Verdict("主件不归您的岗位管", "请主件的承办单位或受理台来做")


def may_note(who: Mover, matter: Matter, main: Appeal) -> Verdict:
    """A paragraph for one file, and who gets no answer: before it goes to be approved, for whoever approves must see it."""
    basic = may_change(who, matter, main)
    if basic and main.case.state in _UNDER_REVIEW:
        return Verdict("主件的答复正在审批", "要改的，请审批人先退回修改")
    if basic and main.case.state not in (State.PUSHED, State.HANDLING):
        return Verdict("主件已经答复")
    return basic


def may_share(who: Mover, matter: Matter, main: Appeal, answer: Reply | None) -> Verdict:
    """That an answer approved for one goes to all: who approves answers of the main file, never who wrote it.

    For an answer that was there before the matter, or that was held back.
    """
    if not matter.is_live or matter.answer_id is not None:
        return Verdict("已经按主件的答复答过了" if matter.is_live else "这一件同诉求已经结束")
    if answer is None or answer.round != main.case.round:
        return Verdict("主件还没有审定的答复", "主件审定以后会一起答复")
    mine = who.without(*(key for key in (answer.drafted_by_id,) if key))
    if answer.drafted_by_id == who.officer_id:
        return Verdict("不能让自己起草的答复发给多人", "请审定的人或上级来定")
    may = any(appeals.stands(g, role, main.case) for g in mine.reach.grants for role in g.roles.intersection(APPROVERS))
    return ALLOWED if may else Verdict("由能审定主件答复的人来定")


def may_reopen(who: Mover, matter: Matter, main: Appeal) -> Verdict:
    """Where it was closed."""
    return _stands(who, main) if matter.state == MatterState.CLOSED else Verdict("这一件同诉求没有结束")
