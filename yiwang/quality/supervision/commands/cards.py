"""How cards, explanations and new deadlines end: taken back by a person, or with their file."""

from yiwang.cases.appeals.states import OPEN, State
from yiwang.cases.casework import queries as casework
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.events import DeadlineMoved
from yiwang.ground.clocks.states import Ground
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock, jobs
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged
from yiwang.quality.supervision import policies, queries
from yiwang.quality.supervision.commands.shared import required
from yiwang.quality.supervision.events import CardLifted, ExplanationDropped
from yiwang.quality.supervision.models import Card, Explanation
from yiwang.quality.supervision.models.cards import NOTE_SIGNS
from yiwang.quality.supervision.states import (
    EXPLANATION_MOVES,
    OWING,
    CardKind,
    CardState,
    ExplanationMove,
    ExplanationState,
    LiftGround,
)

_GROUNDS = frozenset(LiftGround.values)
_ELSEWHERE = (State.WITHDRAWN, State.HANDED_BACK, State.MERGED, State.ON_TRACK, State.ENDED_BY_LAW)
"""States in which a file needs no explanation of ours any more."""


@command
def lift_card(*, by: Actor, card_id: int, ground: str, note: str) -> Card:
    """Take a card back: it is not counted any more.

    Lifted already: unchanged. Refused: the unit's own hand. Invalid: no ground, no words.
    """
    row = queries.lock_card(id=card_id)
    casework.lock(by=by, case_id=row.case_id)
    if row.state == CardState.LIFTED:
        return unchanged(row)
    policies.may_lift_card(organisation.reach(by=by), row).require()
    if ground not in _GROUNDS:
        raise Invalid(ground="请选撤销的理由")
    words = required(note, field="note", message="请写明情况", limit=NOTE_SIGNS)
    return _lift(by, row, LiftGround(ground), words, by.officer_id)


def _lift(by: Actor, row: Card, ground: LiftGround, note: str = "", officer_id: int | None = None) -> Card:
    row.state, row.ended_at, row.ground, row.note = CardState.LIFTED, clock.now(), ground, note
    row.lifted_by_id = officer_id
    row.save(update_fields=["state", "ended_at", "ground", "note", "lifted_by"])
    record.write(by=by, event=CardLifted(row.case.ref, row.pk, row.kind, row.unit.code, ground))
    return row


@command
def settle(*, by: Actor, case_id: int) -> int:
    """A file was answered or left its unit another way: its cards are settled and its new deadlines end; where nothing is to be
    explained any more, what is owed is dropped. Returns how many rows changed; a file that is open again changes nothing.
    """
    case = casework.every().select_for_update(of=("self",)).get(pk=case_id)
    if case.state in OPEN:
        return unchanged(0)
    now = clock.now()
    settled = Card.objects.filter(case=case, state=CardState.OPEN).update(state=CardState.SETTLED, ended_at=now)
    accepted = Explanation.objects.filter(case=case, state=ExplanationState.ACCEPTED, due_at__isnull=False)
    for row in accepted:
        clocks.stop(by=by, subject=row.ref, kind=queries.DEADLINE, ground=Ground.REPLIED)
    dropped = _drop(by, case_id) if case.state in _ELSEWHERE else 0
    return settled + dropped if dropped else unchanged(settled)


def _drop(by: Actor, case_id: int) -> int:
    rows = list(queries.waiting_of(case_id=case_id))
    for row in rows:
        row.state = EXPLANATION_MOVES.target(ExplanationState(row.state), ExplanationMove.DROP)
        row.save(update_fields=["state"])
        clocks.cancel_all(by=by, subject=row.ref)
        record.write(by=by, event=ExplanationDropped(row.case.ref, row.pk, row.unit.code))
    return len(rows)


@command
def follow_moved(*, by: Actor, event: DeadlineMoved) -> None:
    """Reaction: a new calendar moved a clock. Rows keep what the ledger says; a file that is not late after all is forgiven."""
    kind, key = event.subject.kind, event.subject.id
    now = clock.now()
    if kind == "supervision.explanation" and event.due_at:
        field = "owed_by" if event.kind == queries.EXPLAIN else "due_at"
        Explanation.objects.filter(pk=int(key)).update(**{field: event.due_at})
    was_late = bool(event.was_at and event.was_at < now and event.due_at and event.due_at > now)
    if (kind, event.kind) == ("casework.case", "handle") and was_late:
        jobs.enqueue("supervision.forgive", ref=str(event.subject))
    return unchanged(None)


@command
def forgive(*, by: Actor, case_id: int) -> int:
    """A calendar published late gave a file more days: its red card is taken back, and nothing is to be explained.

    Still late, or nothing there: unchanged.
    """
    case = casework.every().select_for_update(of=("self",)).get(pk=case_id)
    if case.due_at is None or case.due_at <= clock.now():
        return unchanged(0)
    cards = list(Card.objects.filter(case=case, round=case.round, kind=CardKind.RED, state=CardState.OPEN))
    for row in cards:
        _lift(by, row, LiftGround.CALENDAR)
    owed = [row for row in queries.waiting_of(case_id=case_id) if row.state in OWING]
    dropped = _drop(by, case_id) if owed else 0
    return len(cards) + dropped if cards or dropped else unchanged(0)
