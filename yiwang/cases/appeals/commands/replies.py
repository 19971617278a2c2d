"""答复: drafted, submitted, sent back or approved; approval is what the citizen reads."""

from collections.abc import Sequence

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.requests import let_time_run
from yiwang.cases.appeals.commands.shared import (
    check_reply,
    dispute_window,
    end_open_business,
    move,
    required,
    start_clock,
    taken_up,
    text_digest,
)
from yiwang.cases.appeals.events import ReplyApproved, ReplyDrafted, ReplySentBack, ReplySubmitted
from yiwang.cases.appeals.models import Appeal, Reply, ReplyState
from yiwang.cases.appeals.states import OUTCOMES, Move, Outcome
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.states import Ground
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged
from yiwang.offer.knowledge import commands as knowledge


def _kept(*, by: Actor, appeal: Appeal, text: str, outcome: str, ground: str) -> tuple[Reply, bool]:
    """The open draft of this round with these words, and whether anything changed."""
    reply = queries.open_reply(appeal=appeal)
    wanted = {"text": text, "outcome": outcome, "ground": ground}
    if reply and all(getattr(reply, name) == value for name, value in wanted.items()):
        return reply, False
    reply = reply or Reply(appeal=appeal, round=appeal.case.round)
    for name, value in wanted.items():
        setattr(reply, name, value)
    reply.drafted_by_id, reply.drafted_at = by.officer_id or 0, clock.now()
    reply.save()
    return reply, True


@command
def draft_reply(
    *, by: Actor, case_id: int, text: str, outcome: str = "", ground: str = "", standards: Sequence[int] | None = None
) -> Reply:
    """存草稿: keep a draft as it stands; nobody but the unit sees it. `standards`: as of `submit_reply`."""
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_draft_reply(who, appeal).require()
    by = policies.hand(who, Move.DRAFT_REPLY, appeal.case)
    reply, changed = _kept(by=by, appeal=appeal, text=text.strip(), outcome=outcome, ground=ground.strip())
    _after(by, appeal, standards)
    if not changed:
        return unchanged(reply)
    record.write(by=by, event=ReplyDrafted(appeal.case.ref, reply.pk, text_digest(reply.text, salt=reply.pk)))
    return reply


def _after(by: Actor, appeal: Appeal, standards: Sequence[int] | None) -> None:
    """Note after which standards it was written; None: nothing is said of it."""
    if standards is not None:
        case = appeal.case
        knowledge.keep_uses(by=by, standard_ids=standards, subject=case.ref, number=case.number)


def _check_outcome(appeal: Appeal, outcome: str, ground: str) -> None:
    """Invalid: none, one that nobody chooses, one that is not proved, or one without the ground that it asks for."""
    if outcome not in OUTCOMES:
        raise Invalid("没有选结果", outcome="请选一个结果")
    verdict = policies.may_end_in(Outcome(outcome), appeal)
    if not verdict:
        raise Invalid(verdict.reason, outcome=f"{verdict.reason}。{verdict.way_out}")
    if (asked := Outcome(outcome).asks) and not ground.strip():
        raise Invalid(asked, ground=asked)


@command
def submit_reply(
    *, by: Actor, case_id: int, text: str, outcome: str, ground: str = "", standards: Sequence[int] | None = None
) -> Reply:
    """送审: the reply goes to the head. Invalid: no words, no outcome, or a refusal without its ground.

    `standards`: keys of the standards (标准口径) after which it is written; whoever approves it sees them.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_submit_reply(who, appeal).require()
    by = policies.hand(who, Move.SUBMIT_REPLY, appeal.case)
    words = required(text, field="text", message="请写下给诉求人的答复")
    _check_outcome(appeal, outcome, ground)
    check_reply(appeal=appeal, text=words)
    reply, _ = _kept(by=by, appeal=appeal, text=words, outcome=outcome, ground=ground.strip())
    _after(by, appeal, standards)
    reply.state, reply.submitted_at = ReplyState.SUBMITTED, clock.now()
    reply.save(update_fields=["state", "submitted_at"])
    move(by=by, appeal=appeal, by_move=Move.SUBMIT_REPLY)
    let_time_run(by=by, appeal=appeal)
    start_clock(by=by, appeal=appeal, name="approve")
    record.write(by=by, event=ReplySubmitted(appeal.case.ref, reply.pk, outcome, text_digest(words, salt=reply.pk)))
    return reply


def submitted(appeal: Appeal, reply_id: int | None) -> Reply:
    """The reply that waits. Conflict: it is not the one that was read."""
    reply = queries.open_reply(appeal=appeal)
    if reply is None or reply.state != ReplyState.SUBMITTED or (reply_id is not None and reply.pk != reply_id):
        raise Conflict("这份答复已经处理过了，请刷新看看最新情况")
    return reply


@command
def send_back(*, by: Actor, case_id: int, reason: str, reply_id: int | None = None) -> Reply:
    """退回修改: back to who wrote it, with a reason; the words stay as the next draft."""
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_send_back(who, appeal, queries.open_reply(appeal=appeal)).require()
    reply = submitted(appeal, reply_id)
    by = policies.approving_hand(who, appeal, reply)
    reply.reason = required(reason, field="reason", message="请写明退回的原因，好让承办人照着改", limit=300)
    reply.state, reply.decided_by_id, reply.decided_at = ReplyState.SENT_BACK, by.officer_id, clock.now()
    reply.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    Reply.objects.create(
        appeal=appeal, round=reply.round, text=reply.text, outcome=reply.outcome, ground=reply.ground,
        drafted_by_id=reply.drafted_by_id, drafted_at=clock.now(),
    )  # fmt: skip
    move(by=by, appeal=appeal, by_move=Move.SEND_BACK)
    for kind in ("approve", "approve_level2"):
        clocks.stop(by=by, subject=appeal.case.ref, kind=kind)
    record.write(by=by, event=ReplySentBack(appeal.case.ref, reply.pk))
    return reply


@command
def approve(*, by: Actor, case_id: int, reply_id: int | None = None) -> Reply:
    """审定: from here on it is the bureau's answer; the promise is kept, the window to dispute opens."""
    who, appeal = taken_up(by=by, case_id=case_id)
    answered = queries.answer_of(appeal=appeal)
    if answered and answered.round == appeal.case.round and answered.decided_by_id == by.officer_id:
        return unchanged(answered)
    policies.may_approve(who, appeal, queries.open_reply(appeal=appeal)).require()
    reply = submitted(appeal, reply_id)
    by = policies.approving_hand(who, appeal, reply)
    end_open_business(by=by, appeal=appeal)
    now = clock.now()
    reply.state, reply.decided_by_id, reply.decided_at = ReplyState.APPROVED, by.officer_id, now
    reply.save(update_fields=["state", "decided_by", "decided_at"])
    move(by=by, appeal=appeal, by_move=Move.APPROVE, replied_at=now)
    appeal.outcome, appeal.dispute_until, appeal.read_at = reply.outcome, now + dispute_window(appeal.case.began), None
    appeal.save(update_fields=["outcome", "dispute_until", "read_at"])
    for kind in ("approve", "approve_level2", "first_contact", "handle"):
        clocks.stop(by=by, subject=appeal.case.ref, kind=kind, ground=Ground.REPLIED)
    record.write(
        by=by,
        event=ReplyApproved(appeal.case.ref, reply.pk, reply.outcome, text_digest(reply.text, salt=reply.pk)),
    )
    return reply
