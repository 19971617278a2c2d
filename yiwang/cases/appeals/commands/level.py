"""呈上级审定: an important answer goes from the first level of approval to the second."""

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.replies import submitted
from yiwang.cases.appeals.commands.shared import move, taken_up, text_digest
from yiwang.cases.appeals.events import ReplyPassedUp
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.states import Move, State
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged

NOTE_SIGNS = 300
_SECOND = "conduct"
"""Whose row of `ap.approve.two` says how long the second level has, where the matter's own category has none."""


@command
def pass_up(*, by: Actor, case_id: int, note: str = "", reply_id: int | None = None) -> Reply:
    """The first approver agrees and asks for the second level: the supervising unit or above, or the deputy in charge.

    `note`: what the second should know. Its clock is ap.approve.two. Passed up already by this hand: unchanged.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    waiting = queries.open_reply(appeal=appeal)
    if appeal.case.state == State.SECOND_REVIEW and waiting and waiting.passed_by_id == by.officer_id:
        return unchanged(waiting)
    policies.may_pass_up(who, appeal, waiting).require()
    reply = submitted(appeal, reply_id)
    if len(note.strip()) > NOTE_SIGNS:
        raise Invalid(note=f"最多{NOTE_SIGNS}字")
    by = policies.approving_hand(who, appeal, reply)
    reply.passed_by_id, reply.passed_at, reply.passed_note = by.officer_id, clock.now(), note.strip()
    reply.passed_for_id = policies.stands_in_for(who, by)
    reply.save(update_fields=["passed_by", "passed_for", "passed_at", "passed_note"])
    move(by=by, appeal=appeal, by_move=Move.PASS_UP)
    clocks.stop(by=by, subject=appeal.case.ref, kind="approve")
    _start_second(by=by, appeal=appeal)
    record.write(by=by, event=ReplyPassedUp(appeal.case.ref, reply.pk, text_digest(reply.passed_note, salt=reply.pk)))
    return reply


def _start_second(*, by: Actor, appeal: Appeal) -> None:
    """The matter's own limit, else that of the matters which always need two levels."""
    case = appeal.case
    if limit := policies.second_limit(appeal, appeal.category) or policies.second_limit(appeal, _SECOND):
        hours = case.unit.office_hours if case.unit and not case.unit.is_always_on_duty else ""
        clocks.start(by=by, subject=case.ref, kind="approve_level2", limit=limit, at=clock.now(), hours=hours)
