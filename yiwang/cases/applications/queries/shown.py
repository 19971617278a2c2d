"""What the applicant is shown: states, steps, what is asked of them, the outcome; as JSON that may cross to the portal."""

import json
from typing import Any

from yiwang.cases.applications.models import Application
from yiwang.cases.applications.queries.finding import by_case
from yiwang.cases.applications.states import (
    MOVES,
    Ended,
    MaterialState,
    Move,
    Outcome,
    PaperKind,
    SpecialKind,
    State,
    StepState,
)
from yiwang.kit import clock


def shown(*, case_id: int) -> dict[str, Any]:
    """The public body of one application."""
    one = by_case(case_id=case_id)
    state = State(one.case.state)
    document = one.document
    ground = next((row for row in document.grounds if row.code == one.ground), None)
    return {
        "kind": "application", "item": one.item_code, "name": document.name.zh, "name_en": document.name.en,
        "state": str(state), "state_label": state.public_label, "unit": _whose(one),
        "steps": _steps(one), "materials": _materials(one), "correction": _correction(one), "special": _special(one),
        "outcome": one.outcome, "outcome_label": Outcome(one.outcome).label if one.outcome else "",
        "ground": ground.text if ground else "", "law": ground.law if ground else "", "next": ground.next if ground else "",
        "words": str(one.words), "is_instant": one.is_instant, "fee_fen": one.fee_fen,
        "results": _results(one), "deeds": _deeds(one),
        "parts": [part.case.number for part in one.parts.select_related("case")],
        "may_withdraw": state in MOVES[Move.WITHDRAW].sources, "may_supply": bool(_gaps(one)) and state in
        MOVES[Move.SUPPLY].sources,
    }  # fmt: skip


def _whose(one: Application) -> str:
    """Who has it; who decides, where that is another region's unit or a national platform, and its number there."""
    own = one.case.unit.short_name if one.case.unit else ""
    if found := getattr(one, "forwarding", None):
        number = f"，编号{found.their_number}" if found.their_number else ""
        return f"{own}受理，{found.platform}办理{number}"
    return f"{own}受理，{one.deciding_unit.short_name}决定" if one.handed_at and one.deciding_unit else own


def _day(moment: Any) -> str:
    return clock.local(moment).isoformat(timespec="minutes") if moment else ""


def _steps(one: Application) -> list[dict[str, str]]:
    """Those that every application of the item has: a step that hangs on what a register said would tell what it said."""
    asked = tuple(f"{name}." for name in one.document.registers)
    hidden = {step.code for step in one.document.flow if any(name in step.when for name in asked)}
    return [
        {"name": step.name, "state": step.state, "label": StepState(step.state).label, "ended": _day(step.ended_at)}
        for step in one.steps.all()
        if step.code not in hidden
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
            "key": row.pk, "number": row.number, "document": row.document, "issued": _day(row.issued_at),
            "code": row.verify_code if row.file_id else "", "delivered": _day(row.delivered_at),
            "until": row.valid_until.isoformat() if row.valid_until else "", "is_revoked": row.revoked_at is not None,
            "ended": Ended(row.ended_as).label if row.ended_as else "", "has_paper": row.file_id is not None,
            "is_coming": row.is_sealed and row.file_id is None and row.revoked_at is None,
        }
        for row in one.results.all()
    ]  # fmt: skip


def _deeds(one: Application) -> list[dict[str, Any]]:
    """Papers, word for word as they were made: the portal draws them anew."""
    return [
        {
            "key": row.pk, "label": PaperKind(row.kind).label, "number": row.number, "at": _day(row.issued_at),
            "paper": json.loads(row.said),
        }
        for row in one.papers.filter(issued_at__isnull=False) if row.said
    ]  # fmt: skip
