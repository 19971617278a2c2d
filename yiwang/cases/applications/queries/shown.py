"""What the applicant is shown: states, steps, what is asked of them, the outcome; as JSON that may cross to the portal."""

from typing import Any

from yiwang.cases.applications.models import Application
from yiwang.cases.applications.queries.finding import by_case
from yiwang.cases.applications.states import MOVES, MaterialState, Move, Outcome, SpecialKind, State, StepState
from yiwang.kit import clock


def shown(*, case_id: int) -> dict[str, Any]:
    """The public body of one application."""
    one = by_case(case_id=case_id)
    state = State(one.case.state)
    document = one.document
    return {
        "kind": "application", "item": one.item_code, "name": document.name.zh, "name_en": document.name.en,
        "state": str(state), "state_label": state.public_label, "unit": one.case.unit.short_name if one.case.unit else "",
        "steps": _steps(one), "materials": _materials(one), "correction": _correction(one), "special": _special(one),
        "outcome": one.outcome, "outcome_label": Outcome(one.outcome).label if one.outcome else "",
        "ground": next((ground.text for ground in document.grounds if ground.code == one.ground), ""),
        "law": next((ground.law for ground in document.grounds if ground.code == one.ground), ""),
        "words": str(one.words), "is_instant": one.is_instant, "fee_fen": one.fee_fen, "results": _results(one),
        "parts": [part.case.number for part in one.parts.select_related("case")],
        "may_withdraw": state in MOVES[Move.WITHDRAW].sources, "may_supply": bool(_gaps(one)) and state in
        MOVES[Move.SUPPLY].sources,
    }  # fmt: skip


def _day(moment: Any) -> str:
    return clock.local(moment).isoformat(timespec="minutes") if moment else ""


def _steps(one: Application) -> list[dict[str, str]]:
    return [
        {"name": step.name, "state": step.state, "label": StepState(step.state).label, "ended": _day(step.ended_at)}
        for step in one.steps.all()
    ]


def _materials(one: Application) -> list[dict[str, str]]:
    return [
        {
            "code": row.code, "name": row.name, "trust": row.trust, "state": row.state, "label": MaterialState(row.state).label,
            "by": row.promised_by.isoformat() if row.promised_by else "",
        }
        for row in one.materials.all()
    ]  # fmt: skip


def _gaps(one: Application) -> list[str]:
    return [row.code for row in one.materials.all() if row.state == MaterialState.PROMISED]


def _correction(one: Application) -> dict[str, Any]:
    found = getattr(one, "correction", None)
    if found is None:
        return {}
    items = [line.split("\t", 1) for line in str(found.items).splitlines()]
    told = [{"code": code, "why": why} for code, why in items]
    return {"items": told, "until": _day(found.until), "received": _day(found.received_at)}


def _special(one: Application) -> dict[str, Any]:
    found = next((row for row in one.specials.all() if row.until is None), None)
    return {"kind": SpecialKind(found.kind).label, "days": found.days, "why": str(found.why)} if found else {}


def _results(one: Application) -> list[dict[str, Any]]:
    return [
        {
            "number": row.number, "document": row.document, "issued": _day(row.issued_at), "code": row.verify_code,
            "until": row.valid_until.isoformat() if row.valid_until else "", "delivered": _day(row.delivered_at),
            "is_revoked": row.revoked_at is not None, "has_paper": row.file_id is not None,
        }
        for row in one.results.all()
    ]  # fmt: skip
