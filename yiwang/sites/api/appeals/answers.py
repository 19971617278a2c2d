"""From an appeal to what a system is answered: as much as it may be told, and not a field more."""

from collections.abc import Iterator
from typing import Any

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands import Received
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover, Sight
from yiwang.cases.appeals.states import AppealType, Outcome, State
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality, Track
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation.models import Unit
from yiwang.ground.people import queries as people
from yiwang.kit.errors import Missing
from yiwang.sites.api.appeals import schemas

SHOWN = 3
"""Suggested categories and units in an answer; the rest are guesses."""


def filed(received: Received) -> schemas.Filed:
    """The receipt of a letter."""
    case = received.case
    is_sealed = case.confidentiality == Confidentiality.SEALED
    suggestions = [] if is_sealed else list(_suggestions(case))
    return schemas.Filed(
        **_standing(case.appeal, is_told=not is_sealed), query_code=received.code or None, suggestions=suggestions
    )


def line(appeal: Appeal, who: Mover) -> schemas.Line:
    """A line of a list."""
    return schemas.Line(**_line(appeal, who, _sight(appeal, who)))


def detail(appeal: Appeal, who: Mover) -> schemas.Detail:
    """One appeal, whole or in part, with the moves that are open to this system."""
    case, sight = appeal.case, _sight(appeal, who)
    return schemas.Detail(
        **_line(appeal, who, sight),
        **_words(appeal, sight),
        told=_told(sight, case),
        channel=case.channel,
        round=case.round,
        applicant=_applicant(case) if sight.applicant else None,
        reply=_reply(appeal) if sight.answer else None,
        question=_question(appeal) if sight.words else None,
        dispute_until=appeal.dispute_until if sight.desks else None,
        replied_at=case.replied_at if sight.desks else None,
        closed_at=case.closed_at if sight.desks else None,
        moves=[_offer(row, verdict) for row, verdict in policies.open_moves(who, appeal)],
    )


def events(case: Case, who: Mover) -> schemas.Events:
    """The public facts, oldest first."""
    assert who.reach.client
    is_whole = policies.sight(who.reach.client, case).desks
    told = queries.facts(case=case, is_whole=is_whole)
    items = [schemas.EventOut(seq=fact.seq, event=fact.code, at=fact.at, data=fact.data) for fact in told]
    return schemas.Events(number=case.number, items=items)


def ledger(case: Case) -> schemas.LedgerOut:
    """The promise line by line; a file that never had a clock (brought from an old system) has none."""
    try:
        found = clocks.ledger(subject=case.ref, kind="handle", round=case.round, reader=clocks.OFFICER)
    except Missing:
        return schemas.LedgerOut(
            number=case.number, round=case.round, state=None, due_at=None, rule="", note="", lines=[]
        )
    lines = [
        schemas.LedgerLine(
            at=one.at, action=one.action.value, what=one.what, ground=one.ground, due=one.due, due_at=one.due_at
        )
        for one in found.lines
    ]
    return schemas.LedgerOut(
        number=case.number, round=case.round, state=found.state.value, due_at=found.due_at, rule=found.rule,
        note=found.note, lines=lines,
    )  # fmt: skip


def _sight(appeal: Appeal, who: Mover) -> Sight:
    return policies.sight(who.reach.client, appeal.case) if who.reach.client else Sight()


def _standing(appeal: Appeal, *, is_told: bool) -> dict[str, Any]:
    case, state = appeal.case, State(appeal.case.state)
    unit, above = (case.unit, case.supervising_unit) if is_told else (None, None)
    return {
        "number": case.number,
        "state": state,
        "state_label": state.label,
        "track": Track(case.track) if case.confidentiality != Confidentiality.SEALED else None,
        "type": AppealType(appeal.type) if is_told else None,
        "category": (appeal.category or None) if is_told else None,
        **_unit("unit", unit),
        **_unit("supervising_unit", above),
        "due_at": case.due_at,
        "version": case.version,
    }


def _unit(name: str, unit: Unit | None) -> dict[str, str | None]:
    return {name: unit.code if unit else None, f"{name}_name": unit.short_name if unit else None}


def _line(appeal: Appeal, who: Mover, sight: Sight) -> dict[str, Any]:
    case = appeal.case
    is_own = bool(who.reach.client and case.is_filed_by(who.reach.client))
    return {
        **_standing(appeal, is_told=sight.desks),
        "external_id": (case.external_id or None) if is_own else None,
        "registered_at": case.registered_at,
    }


def _words(appeal: Appeal, sight: Sight) -> dict[str, Any]:
    names = {"content": appeal.words, "address": appeal.place, "area_code": appeal.area_code}
    given = {name: value if sight.words else None for name, value in names.items()}
    return given | {
        "title": appeal.case.title if sight.words else None,
        "occurred_at": appeal.occurred_at if sight.words else None,
    }


def _told(sight: Sight, case: Case) -> Any:
    if case.confidentiality == Confidentiality.SEALED:
        return "sealed"
    return "whole" if sight.words else "channel" if sight.answer else "outline"


def _applicant(case: Case) -> schemas.ApplicantOut | None:
    if case.applicant is None:
        return None
    masked = people.masked(case.applicant)
    return schemas.ApplicantOut(name=masked.name, phone=masked.phone, anonymous=case.applicant.is_anonymous)


def _reply(appeal: Appeal) -> schemas.ReplyOut | None:
    found = queries.answer_of(appeal=appeal)
    if found is None or found.round != appeal.case.round:
        return None
    outcome = Outcome(found.outcome) if found.outcome else None
    return schemas.ReplyOut(
        outcome=outcome, outcome_label=outcome.label if outcome else "", text=found.text, ground=found.ground,
        round=found.round, at=found.decided_at,
    )  # fmt: skip


def _question(appeal: Appeal) -> schemas.QuestionOut | None:
    """What waits for its sender."""
    found = queries.acts_of(appeal).question
    if found is None:
        return None
    return schemas.QuestionOut(id=found.id, text=found.text, asked_at=found.asked_at, due_at=found.due_at)


def _offer(row: Any, verdict: Any) -> schemas.MoveOffer:
    return schemas.MoveOffer(
        move=row.move.value, label=row.label, asks=list(row.asks), allowed=verdict.allowed,
        reason="。".join(filter(None, (verdict.reason, verdict.way_out))),
    )  # fmt: skip


def _suggestions(case: Case) -> Iterator[schemas.Suggestion]:
    """What the house proposed at intake, likeliest first within each kind; named where the name is at hand."""
    found, kind = case.appeal.suggestion, AppealType(case.appeal.suggestion["type"])
    names = {unit.code: unit.short_name for unit in (case.unit, case.supervising_unit) if unit}
    yield schemas.Suggestion(kind="type", code=kind.value, label=kind.label, confidence=found["type_confidence"])
    for code, confidence in found["categories"][:SHOWN]:
        leaf = queries.category(code)
        yield schemas.Suggestion(kind="category", code=code, label=leaf.label if leaf else "", confidence=confidence)
    for code, confidence in found["units"][:SHOWN]:
        yield schemas.Suggestion(kind="unit", code=code, label=names.get(code, ""), confidence=confidence)
