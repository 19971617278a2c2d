"""Who may have a paper made."""

from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.policies.who import NOT_YOURS, Mover
from yiwang.cases.appeals.states import PaperKind, State
from yiwang.kit.verdicts import ALLOWED, Verdict


def may_issue_paper(who: Mover, appeal: Appeal, kind: PaperKind, answer: Reply | None) -> Verdict:
    """The house, and every officer who sees the file. A letter of reply only of an answer that was approved."""
    if not who.actor.is_machine and who.actor.officer_id is None:
        return NOT_YOURS
    if appeal.case.state == State.ARCHIVED:
        return Verdict("导入的历史件不出文书", "原件的文书在原来的系统里")
    if kind is PaperKind.LETTER and (answer is None or answer.round != appeal.case.round):
        return Verdict("这一轮还没有审定的答复，出不了答复书", "审定答复后再打印")
    return ALLOWED
