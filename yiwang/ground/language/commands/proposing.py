"""换模型: one office asks that another version serve, another office decides."""

from yiwang.ground.language import policies, queries
from yiwang.ground.language.commands.serving import call_back
from yiwang.ground.language.events import CallBackDecided, CallBackProposed
from yiwang.ground.language.models import Proposal
from yiwang.ground.language.states import ProposalState
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged


@command
def propose_call_back(*, by: Actor, version: int, reason: str) -> Proposal:
    """Ask that another version serve. Invalid: no reason. Conflict: another proposal is open. The same again: unchanged."""
    if not reason.strip():
        raise Invalid("请写明为什么换", reason="请写明原因，批准的人会看到")
    model = queries.of_version(version=version)
    policies.may_propose(by, model).require()
    if known := queries.open_proposal():
        if (known.model_id, known.asked_by) == (model.pk, by.id):
            return unchanged(known)
        raise Conflict(f"已有人提请换成第{known.model.version}版，请先等它批准或收回")
    proposal = Proposal.objects.create(
        model=model, reason=reason.strip()[:200], asked_by=by.id, asked_label=by.label, asked_at=clock.now()
    )
    record.write(by=by, event=CallBackProposed(proposal.ref, model.version))
    return proposal


@command
def approve_call_back(*, by: Actor, proposal_id: int) -> Proposal:
    """Let the proposed version serve from now on. Refused: who asked, or no officer. Approved twice by one hand: unchanged."""
    proposal = queries.lock_proposal(proposal_id=proposal_id)
    if (proposal.state, proposal.decided_by) == (ProposalState.APPROVED, by.id):
        return unchanged(proposal)
    policies.may_decide(by, proposal).require()
    _decide(by=by, proposal=proposal, state=ProposalState.APPROVED)
    call_back(by=by, version=proposal.model.version)
    return proposal


@command
def refuse_call_back(*, by: Actor, proposal_id: int, reason: str = "") -> Proposal:
    """Leave the model in service where it is; who asked takes it back so. Invalid: another hand gives no reason."""
    proposal = queries.lock_proposal(proposal_id=proposal_id)
    if (proposal.state, proposal.decided_by) == (ProposalState.REFUSED, by.id):
        return unchanged(proposal)
    policies.may_refuse(by, proposal).require()
    if proposal.asked_by != by.id and not reason.strip():
        raise Invalid("请写明不批准的理由", reason="请写明理由，提请的人会看到")
    proposal.refusal = reason.strip()[:200]
    _decide(by=by, proposal=proposal, state=ProposalState.REFUSED)
    return proposal


def _decide(*, by: Actor, proposal: Proposal, state: ProposalState) -> None:
    proposal.state, proposal.decided_by, proposal.decided_label = state, by.id, by.label
    proposal.decided_at = clock.now()
    proposal.save()
    record.write(by=by, event=CallBackDecided(proposal.ref, proposal.model.version, state.value))
