"""What the citizen does with an answer, or before one: read it, say that it is not settled, take the appeal back."""

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.handover import follow_heir
from yiwang.cases.appeals.commands.shared import end_open_business, move, required, start_clock, taken_up
from yiwang.cases.appeals.events import AppealClosed, AppealDisputed, AppealWithdrawn, ReplyRead
from yiwang.cases.appeals.models import Appeal, Dispute, ReplyState
from yiwang.cases.appeals.states import Move, Outcome, State
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import LinkKind
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.clocks.states import Ground
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged


@command
def read_reply(*, by: Actor, case_id: int) -> Case:
    """看答复: the first opening of this round's answer is kept; later ones change nothing."""
    who, appeal = taken_up(by=by, case_id=case_id)
    if appeal.read_at:
        return unchanged(appeal.case)
    policies.may_read_reply(who, appeal).require()
    appeal.read_at = clock.now()
    appeal.save(update_fields=["read_at"])
    record.write(by=by, event=ReplyRead(appeal.case.ref, appeal.case.round))
    return appeal.case


@command
def dispute(*, by: Actor, case_id: int, reason: str, round: int | None = None) -> Case:
    """没有解决: a new round begins, with its own clocks, at the same unit and, where there is one, another officer.

    A merged file, answered by its main file's answer, goes its own way from here. `round`: the round whose answer is
    disputed; a repeated dispute of the same round changes nothing.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    case = appeal.case
    if round is not None and queries.dispute_of(appeal=appeal, round=round):
        return unchanged(case)
    policies.may_dispute(who, appeal).require()
    words = required(reason, field="reason", message="请写一写哪里没有解决，好让人接着办")
    said = Dispute.objects.create(appeal=appeal, round=case.round, reason=words, at=clock.now())
    end_open_business(by=by, appeal=appeal)
    _part_from_main(by, appeal)
    follow_heir(by=by, case=case)
    unit = case.unit.code if case.unit else ""
    others = [person for person in organisation.officers_of(unit_code=unit) if person.pk != case.officer_id]
    fresh = next(
        (p for p in others if p == organisation.default_handler(unit_code=unit)), others[0] if others else None
    )
    limit = clocks_queries.limit_for(
        clock="handle",
        type=appeal.type,
        category=appeal.category,
        channel=case.channel,
        priority=case.priority,
        began=case.began,
    )
    move(
        by=by, appeal=appeal, by_move=Move.DISPUTE, round=case.round + 1, pushed_at=clock.now(), signed_at=None,
        replied_at=None, closed_at=None, officer=fresh or case.officer,
    )  # fmt: skip
    if limit:
        due = clocks.start(by=by, subject=case.ref, kind="handle", limit=limit, at=clock.now())
        casework.settle(by=by, case=case, due_at=due.at, amber_at=due.amber_at)
    start_clock(by=by, appeal=appeal, name="sign")
    appeal.outcome, appeal.dispute_until, appeal.read_at = "", None, None
    appeal.save(update_fields=["outcome", "dispute_until", "read_at"])
    record.write(
        by=by,
        event=AppealDisputed(case.ref, said.pk, case.round, case.officer.code if case.officer else ""),
    )
    return case


def _part_from_main(by: Actor, appeal: Appeal) -> None:
    """Where it was merged: related from here on, and with the main file's unit where it had none."""
    case, main = appeal.case, queries.main_of(appeal=appeal)
    if main is None:
        return
    casework.unlink(by=by, case_id=case.pk, target_id=main.pk, kind=LinkKind.MERGED)
    casework.link(by=by, pairs=[(case.pk, main.pk)], kind=LinkKind.RELATED)
    if case.unit is None:
        casework.settle(by=by, case=case, unit=main.case.unit, supervising_unit=main.case.supervising_unit)


@command
def withdraw(*, by: Actor, case_id: int) -> Case:
    """撤回: the citizen takes it back; every clock stops, a waiting draft is left unsent."""
    who, appeal = taken_up(by=by, case_id=case_id)
    if appeal.case.state == State.WITHDRAWN:
        return unchanged(appeal.case)
    policies.may_withdraw(who, appeal).require()
    if waiting := queries.open_reply(appeal=appeal):
        waiting.state = ReplyState.DRAFT
        waiting.save(update_fields=["state"])
    end_open_business(by=by, appeal=appeal)
    move(by=by, appeal=appeal, by_move=Move.WITHDRAW, closed_at=clock.now())
    appeal.outcome = Outcome.WITHDRAWN
    appeal.save(update_fields=["outcome"])
    clocks.cancel_all(by=by, subject=appeal.case.ref, ground=Ground.WITHDRAWN)
    record.write(by=by, event=AppealWithdrawn(appeal.case.ref))
    return appeal.case


@command
def close(*, by: Actor, case_id: int) -> Case:
    """办结: nobody disputed the answer within the window."""
    who, appeal = taken_up(by=by, case_id=case_id)
    if appeal.case.state == State.CLOSED:
        return unchanged(appeal.case)
    policies.may_close(who, appeal).require()
    move(by=by, appeal=appeal, by_move=Move.CLOSE, closed_at=clock.now())
    clocks.cancel_all(by=by, subject=appeal.case.ref)
    record.write(by=by, event=AppealClosed(appeal.case.ref, appeal.outcome))
    return appeal.case
