"""超期说明: written by the unit, agreed to or sent back by the supervising unit, pressed for when it is late itself."""

from dataclasses import replace
from datetime import date, timedelta

from yiwang.cases.casework import queries as casework
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.clocks.events import DeadlineMissed
from yiwang.ground.clocks.states import Ground
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged
from yiwang.quality.supervision import policies, queries
from yiwang.quality.supervision.commands.shared import digest, required
from yiwang.quality.supervision.events import (
    ExplanationAccepted,
    ExplanationEscalated,
    ExplanationSentBack,
    LatenessExplained,
)
from yiwang.quality.supervision.models import Explanation
from yiwang.quality.supervision.models.explanations import TOLD_SIGNS, WHY_SIGNS, WORDS_SIGNS
from yiwang.quality.supervision.states import EXPLANATION_MOVES, OWING, ExplanationMove, ExplanationState, LateReason

LATEST = timedelta(days=60)
"""A new deadline is at most so far off (bureau default, no source)."""
_REASONS = frozenset(LateReason.values)


def _taken(by: Actor, explanation_id: int) -> Explanation:
    """The explanation, its file locked first. Missing: the file is out of sight."""
    case = casework.lock(by=by, case_id=queries.case_of_explanation(id=explanation_id))
    row = queries.lock_explanation(id=explanation_id)
    row.case = case
    return row


def _move(row: Explanation, move: ExplanationMove) -> None:
    row.state = EXPLANATION_MOVES.target(ExplanationState(row.state), move)


@command
def explain(
    *, by: Actor, explanation_id: int, reason: str, words: str, told: str = "", due: date | None = None
) -> Explanation:
    """Say why a file was late. `words`: for the house; `told`: a short sentence for the citizen; `due`: the new deadline, a
    working day from tomorrow on, at most 60 days off. Of a file answered meanwhile neither of the two is asked for.

    The same by the same hand while it waits: unchanged. Refused: not this unit's. Invalid: by field.
    """
    row = _taken(by, explanation_id)
    if (row.state, row.written_by_id, row.words) == (ExplanationState.SUBMITTED, by.officer_id, words.strip()):
        return unchanged(row)
    policies.may_explain(organisation.reach(by=by), row).require()
    is_open = row.case.replied_at is None and row.case.closed_at is None
    if reason not in _REASONS:
        raise Invalid(reason="请选超期的原因")
    row.words = required(words, field="words", message="请写明为什么超期、现在到哪一步、怎样办完", limit=WORDS_SIGNS)
    row.reason, row.told, row.due_at = reason, "", None
    if is_open:
        row.told = required(told, field="told", message="请写一句告诉诉求人的话", limit=TOLD_SIGNS)
        row.due_at = queries.deadline(day=_checked(due))[1].at
    row.written_by_id, row.written_at, row.why = by.officer_id, clock.now(), ""
    _move(row, ExplanationMove.EXPLAIN)
    row.save(update_fields=["state", "reason", "words", "told", "due_at", "written_by", "written_at", "why"])
    clocks.stop(by=by, subject=row.ref, kind=queries.EXPLAIN, ground=Ground.DONE)
    said = digest(row.words, salt=row.pk)
    record.write(by=by, event=LatenessExplained(row.case.ref, row.pk, row.unit.code, reason, row.due_at, said))
    return row


def _checked(due: date | None) -> date:
    if due is None or not timedelta(0) < due - clock.today() <= LATEST:
        raise Invalid(due=f"请选明天以后、{LATEST.days}天以内的日子")
    if not queries.is_working(due):
        raise Invalid(due="这一天不是工作日，请另选一天")
    return due


@command
def accept_explanation(*, by: Actor, explanation_id: int) -> Explanation:
    """The supervising unit agrees: the new deadline runs by a clock of its own, and the citizen is told. The file stays late.

    Agreed already: unchanged. Conflict: the deadline it asks for is over by now. Refused: not the supervising unit's hand.
    """
    row = _taken(by, explanation_id)
    if row.state == ExplanationState.ACCEPTED:
        return unchanged(row)
    policies.may_accept_explanation(organisation.reach(by=by), row).require()
    is_open = row.case.replied_at is None and row.case.closed_at is None
    if row.due_at and is_open:
        _start_deadline(by, row)
    row.due_at = row.due_at if is_open else None
    row.decided_by_id, row.decided_at = by.officer_id, clock.now()
    _move(row, ExplanationMove.ACCEPT)
    row.save(update_fields=["state", "due_at", "decided_by", "decided_at"])
    record.write(by=by, event=ExplanationAccepted(row.case.ref, row.pk, row.unit.code, row.reason, row.due_at))
    return row


def _start_deadline(by: Actor, row: Explanation) -> None:
    day = clock.local(row.due_at).date() if row.due_at else clock.today()
    if day <= clock.today():
        raise Conflict("说明里的新期限已经到了，请退回，请单位另定期限")
    limit, _ = queries.deadline(day=day)
    row.due_at = clocks.start(by=by, subject=row.ref, kind=queries.DEADLINE, limit=limit, at=clock.now()).at


@command
def send_back_explanation(*, by: Actor, explanation_id: int, why: str) -> Explanation:
    """It must be written again, within the same time as at first. Sent back already for this: unchanged."""
    row = _taken(by, explanation_id)
    words = required(why, field="why", message="请写要补充或改正什么", limit=WHY_SIGNS)
    if (row.state, row.why) == (ExplanationState.SENT_BACK, words):
        return unchanged(row)
    policies.may_send_back_explanation(organisation.reach(by=by), row).require()
    row.why, row.decided_by_id, row.decided_at = words, by.officer_id, clock.now()
    if limit := clocks_queries.limit_for(clock=queries.EXPLAIN, began=row.case.began):
        row.owed_by = clocks.start(by=by, subject=row.ref, kind=queries.EXPLAIN, limit=replace(limit)).at
    _move(row, ExplanationMove.SEND_BACK)
    row.save(update_fields=["state", "why", "decided_by", "decided_at", "owed_by"])
    record.write(by=by, event=ExplanationSentBack(row.case.ref, row.pk, row.unit.code))
    return row


@command
def escalate_explanation(*, by: Actor, event: DeadlineMissed) -> None:
    """Reaction: an explanation came not in time; once for each time it is owed."""
    if (event.subject.kind, event.kind) != ("supervision.explanation", queries.EXPLAIN):
        return unchanged(None)
    row = queries.lock_explanation(id=int(event.subject.id))
    if row.state not in OWING or (row.escalated_at and row.owed_by and row.escalated_at >= row.owed_by):
        return unchanged(None)
    row.escalated_at = clock.now()
    row.save(update_fields=["escalated_at"])
    above = row.supervising_unit.code
    record.write(by=by, event=ExplanationEscalated(row.case.ref, row.pk, row.unit.code, above))
    return None
