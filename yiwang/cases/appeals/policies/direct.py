"""直接答复: what the desk may answer at once, without a unit and without a second hand."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.who import Mover, at_all
from yiwang.cases.appeals.states import AppealType, Move, Outcome
from yiwang.cases.casework.states import Confidentiality, Priority
from yiwang.kit.verdicts import ALLOWED, Verdict

CHECKED = frozenset({AppealType.COMPLAINT, AppealType.REPORT})
"""What somebody has to look into: never answered by whoever takes it down."""
DIRECT_OUTCOMES = (Outcome.EXPLAINED, Outcome.RESOLVED, Outcome.OTHER_BODY, Outcome.REFERRED)
"""In what a direct answer may end."""


def may_answer_directly(who: Mover, appeal: Appeal) -> Verdict:
    """The operators, while no unit has it: what needs no handling. Complaints and reports are looked into, danger is acted on."""
    basic = at_all(Move.ANSWER_DIRECTLY, who, appeal)
    if not basic:
        return basic
    case = appeal.case
    if case.confidentiality == Confidentiality.SEALED or case.hides_identity:
        return Verdict("密封和保护举报人的件不能直接答复", "请派给承办单位")
    if appeal.type in CHECKED:
        return Verdict("投诉和举报要有人核查，不能直接答复", "请派给承办单位；类型定得不对的，先改类型")
    if case.priority == Priority.URGENT or appeal.tripwire:
        return Verdict("紧急的件不能直接答复", "请先处置，再派给承办单位")
    if case.unit_id is not None:
        return Verdict("这一件在等上级指定管辖")
    return ALLOWED if not queries.acts_of(appeal).returns else Verdict("单位退办的件不能直接答复", "请另派单位")
