"""Who may put another model into service. This room stands below organisation, so it looks at hands, not at roles.

The caller first asks whether the officer holds the system office (propose) or the one that approves; here stands what must hold
whoever calls: officers only, and never the same hand twice.
"""

from yiwang.ground.language.models import Proposal, TextModel
from yiwang.ground.language.states import ModelState, ProposalState
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.verdicts import ALLOWED, Verdict

_OFFICERS = Verdict("换模型由民警提请和批准")


def may_propose(by: Actor, model: TextModel) -> Verdict:
    """Any version that can still be read and does not serve."""
    if by.kind is not ActorKind.OFFICER:
        return _OFFICERS
    if model.state == ModelState.ACTIVE:
        return Verdict("这一版正在用", "请选另一版")
    return ALLOWED if model.is_whole else Verdict("这一版只留着成绩，内容已清理", "请选另一版")


def may_decide(by: Actor, proposal: Proposal) -> Verdict:
    """Another officer than who asked, while it is open."""
    if by.kind is not ActorKind.OFFICER:
        return _OFFICERS
    if proposal.state != ProposalState.OPEN:
        return Verdict("这个提请已经处理过了", "请刷新看看最新情况")
    if proposal.asked_by == by.id:
        return Verdict("提请人不能批准自己的提请", "请交由另一名有权限的民警批准")
    return ALLOWED


def may_refuse(by: Actor, proposal: Proposal) -> Verdict:
    """Any officer; who asked thereby takes it back."""
    if by.kind is not ActorKind.OFFICER:
        return _OFFICERS
    return ALLOWED if proposal.state == ProposalState.OPEN else Verdict("这个提请已经处理过了", "请刷新看看最新情况")
