"""直接答复: the desk answers at once, in one act with the answer's own record."""

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.shared import (
    check_reply,
    dispute_window,
    end_open_business,
    move,
    required,
    taken_up,
    text_digest,
)
from yiwang.cases.appeals.events import AppealAnsweredDirectly, ReplyApproved
from yiwang.cases.appeals.models import Reply, ReplyState
from yiwang.cases.appeals.states import OUTCOMES, Move, Outcome
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.states import Ground
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged


@command
def answer_directly(
    *, by: Actor, case_id: int, text: str, outcome: str = Outcome.EXPLAINED, ground: str = "", source: Ref | None = None
) -> Reply:
    """直接答复: the bureau's answer from here on; the file lies with the operator's own unit, the window to dispute opens.

    `source`: the standard or published answer that it was taken from. Invalid: no words, an outcome that is not one of
    `DIRECT_OUTCOMES`, or one without its ground. Refused: see `policies.may_answer_directly`.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    case, answered = appeal.case, queries.answer_of(appeal=appeal)
    if answered and answered.round == case.round and answered.decided_by_id == by.officer_id:
        return unchanged(answered)
    policies.may_answer_directly(who, appeal).require()
    words = required(text, field="text", message="请写下给诉求人的答复")
    _check(outcome, ground)
    check_reply(appeal=appeal, text=words)
    by = policies.hand(who, Move.ANSWER_DIRECTLY, case)
    now, me = clock.now(), organisation.officer(id=by.officer_id or 0)
    reply = Reply.objects.create(
        appeal=appeal, round=case.round, state=ReplyState.APPROVED, outcome=outcome, text=words, ground=ground.strip()[:300],
        drafted_by=me, drafted_at=now, decided_by=me, decided_at=now,
    )  # fmt: skip
    end_open_business(by=by, appeal=appeal)
    move(by=by, appeal=appeal, by_move=Move.ANSWER_DIRECTLY, replied_at=now, unit=me.unit, officer=me)
    appeal.outcome, appeal.dispute_until = outcome, now + dispute_window(case.began)
    appeal.save(update_fields=["outcome", "dispute_until"])
    for kind in ("triage", "handle"):
        clocks.stop(by=by, subject=case.ref, kind=kind, ground=Ground.REPLIED)
    record.write(by=by, event=AppealAnsweredDirectly(case.ref, reply.pk, outcome, str(source) if source else ""))
    record.write(by=by, event=ReplyApproved(case.ref, reply.pk, outcome, text_digest(words, salt=reply.pk)))
    return reply


def _check(outcome: str, ground: str) -> None:
    if outcome not in OUTCOMES or Outcome(outcome) not in policies.DIRECT_OUTCOMES:
        raise Invalid("没有选结果", outcome="直接答复只能是已解决、解释说明、非本机关或移交法定途径")
    if (asked := Outcome(outcome).asks) and not ground.strip():
        raise Invalid(asked, ground=asked)
