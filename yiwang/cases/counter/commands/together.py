"""What a citizen reads of a thing that many write of: that it is known, who is on it, until when, and the answer.

Never who else wrote, never another file's number, never how many they are below five (`matters.queries.FEWEST_TOLD`).
"""

from typing import Any

from yiwang.cases.appeals import policies
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.states import Outcome
from yiwang.cases.matters import queries as matters


def together_of(appeal: Appeal) -> dict[str, Any] | None:
    """The part `together` of a projection; None where the file is like no other, or may stand beside none."""
    found = matters.known(case=appeal.case) if policies.may_be_together(appeal) else None
    if found is None:
        return None
    unit, answer = found.unit, None if found.is_member else found.answer
    return {
        "is_member": found.is_member, "is_open": found.is_open, "state_label": found.state.public_label,
        "unit": unit.short_name if unit else "", "unit_en": unit.name_en if unit else "",
        "phone": unit.duty_phone if unit else "", "due_at": found.due_at.isoformat() if found.due_at else None,
        "people": found.people, "reply": _said(answer) if answer and answer.text else None,
    }  # fmt: skip


def _said(answer: Reply) -> dict[str, Any]:
    outcome = Outcome(answer.outcome)
    return {
        "text": answer.text, "outcome": outcome.value, "outcome_label": outcome.label, "ground": answer.ground,
        "ground_label": outcome.ground_label, "means": outcome.means,
        "at": answer.decided_at.isoformat() if answer.decided_at else None, "round": answer.round,
    }  # fmt: skip
