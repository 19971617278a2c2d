"""From an application to what a system is answered."""

from typing import Any

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import MaterialState, Outcome, State
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.policies import Mover
from yiwang.ground.clocks import queries as clocks
from yiwang.kit.errors import Missing
from yiwang.sites.api.appeals.schemas import EventOut, LedgerLine, MoveOffer
from yiwang.sites.api.applications import schemas

CLOCKS = ("accept", "correction_wait", "handle", "decide", "deliver")


def filed(one: Application, *, code: str) -> schemas.FiledApplication:
    """The receipt."""
    missing = [row.code for row in one.materials.all() if row.state == MaterialState.MISSING]
    return schemas.FiledApplication(**_standing(one), query_code=code or None, missing=missing)


def line(one: Application) -> schemas.ApplicationStanding:
    """A line of a list."""
    return schemas.ApplicationStanding(**_standing(one))


def detail(one: Application, who: Mover) -> schemas.ApplicationDetail:
    """One application, with the moves that are open to this system."""
    told = queries.shown(case_id=one.pk)
    is_own = bool(who.reach.client and one.case.is_filed_by(who.reach.client))
    own: dict[str, Any] = {name: (told[name] or None) if is_own else None for name in ("ground", "law", "words")}
    materials = [schemas.MaterialOut.model_validate(row) for row in told["materials"]]
    return schemas.ApplicationDetail(
        **_standing(one), **own, outcome=Outcome(one.outcome) if one.outcome else None,
        next_step=(told["next"] or None) if is_own else None, materials=materials if is_own else None,
        results=[row["number"] for row in told["results"]] if is_own else None, parts=told["parts"],
        moves=[_offer(row, verdict) for row, verdict in policies.open_moves(who, one)],
    )  # fmt: skip


def events(case: Case) -> schemas.ApplicationEvents:
    """The public facts, oldest first: codes and moments."""
    items = [EventOut(seq=fact.seq, event=fact.code, at=fact.at, data=data) for fact, data in queries.told(case=case)]
    return schemas.ApplicationEvents(number=case.number, items=items)


def ledger(case: Case) -> schemas.ApplicationLedger:
    """Every limit that ran or runs, line by line."""
    return schemas.ApplicationLedger(
        number=case.number, clocks=[found for kind in CLOCKS if (found := _clock(case, kind))]
    )


def files(one: Application) -> schemas.ApplicationFiles:
    """What may be fetched, by key."""
    items = [
        schemas.ApplicationFile(
            id=row.file.pk, kind=row.kind, code=row.code, name=row.file.name, type=row.file.mime, size=row.file.size,
            sha256=row.file.sha256,
        )
        for row in queries.files_of(application=one)
    ]  # fmt: skip
    return schemas.ApplicationFiles(number=one.case.number, items=items)


def _clock(case: Case, kind: str) -> schemas.ClockOut | None:
    try:
        found = clocks.ledger(subject=case.ref, kind=kind, reader=clocks.OFFICER)
    except Missing:
        return None
    lines = [
        LedgerLine(at=one.at, action=one.action.value, what=one.what, ground=one.ground, due=one.due, due_at=one.due_at)
        for one in found.lines
    ]
    return schemas.ClockOut(
        kind=kind, state=found.state.value, due_at=found.due_at, rule=found.rule, note=found.note, lines=lines
    )


def _standing(one: Application) -> dict[str, Any]:
    case, state = one.case, State(one.case.state)
    unit = case.unit
    return {
        "number": case.number, "item": one.item_code, "item_name": case.title, "state": state, "state_label": state.label,
        "unit": unit.code if unit else None, "unit_name": unit.short_name if unit else None, "due_at": case.due_at,
        "registered_at": case.registered_at, "version": case.version,
    }  # fmt: skip


def _offer(row: Any, verdict: Any) -> MoveOffer:
    reason = "。".join(filter(None, (verdict.reason, verdict.way_out)))
    return MoveOffer(move=row.move.value, label=row.label, asks=list(row.asks), allowed=verdict.allowed, reason=reason)
