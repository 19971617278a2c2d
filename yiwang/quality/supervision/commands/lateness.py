"""Who is told of lateness: the citizen of a new deadline, the unit and those above it of what is owed."""

from datetime import datetime

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.commands.telling import tell_citizen, tell_officer, zh_moment
from yiwang.cases.applications.commands import notices as applications
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.quality.supervision import queries
from yiwang.quality.supervision.commands.shared import tell_above, tell_head
from yiwang.quality.supervision.events import (
    ExplanationAccepted,
    ExplanationEscalated,
    ExplanationSentBack,
    LatenessExplained,
)
from yiwang.quality.supervision.models import Explanation
from yiwang.quality.supervision.states import LateReason


def zh_day(at: datetime | None) -> str:
    """11月26日; empty for none."""
    if at is None:
        return ""
    there = clock.local(at)
    return f"{there.month}月{there.day}日"


def _unit(case: Case) -> Unit:
    if case.unit is None:
        raise ValueError(f"{case}: lies with nobody")
    return case.unit


def tell_explained(*, by: Actor, event: LatenessExplained) -> None:
    """Whoever decides for the supervising unit."""
    row = queries.lock_explanation(id=event.explanation)
    params = {"number": row.case.number, "unit": row.unit.short_name}
    tell_above(by=by, case=row.case, unit=row.supervising_unit, template="sv.explain.ask", params=params)


def tell_sent_back(*, by: Actor, event: ExplanationSentBack) -> None:
    """Who wrote it."""
    row = queries.lock_explanation(id=event.explanation)
    params = {"number": row.case.number, "due": zh_moment(row.owed_by)}
    tell_officer(by=by, case=row.case, template="sv.explain.back", to=row.written_by, params=params)


def tell_accepted(*, by: Actor, event: ExplanationAccepted) -> None:
    """The citizen: why, and the new deadline; who wrote it. Nothing to the citizen where it was answered meanwhile."""
    row = queries.lock_explanation(id=event.explanation)
    params = {"number": row.case.number, "due": zh_day(row.due_at)}
    if row.due_at is None:
        return
    said = {"reason": reason_of(row), "phone": row.supervising_unit.duty_phone or row.unit.duty_phone}
    if appeal := appeals.find_by_id(case_id=row.case_id):
        tell_citizen(by=by, appeal=appeal, template="ap.overdue.citizen", params=params | said)
    else:
        applications.tell_applicant(by=by, case=row.case, template="ap.overdue.citizen", params=params | said)
    tell_officer(by=by, case=row.case, template="sv.explain.done", to=row.written_by, params=params)


def reason_of(row: Explanation) -> str:
    """What the citizen reads: the unit's own words where the file is for every eye, else the reason in general ones."""
    case = row.case
    is_plain = case.confidentiality == Confidentiality.NORMAL and not case.hides_identity
    return ((row.told if is_plain else "") or LateReason(row.reason).public).rstrip("。")


def tell_escalated(*, by: Actor, event: ExplanationEscalated) -> None:
    """报督办员: the supervising unit, and once more the head of the unit that owes."""
    row = queries.lock_explanation(id=event.explanation)
    params = {"number": row.case.number, "unit": row.unit.short_name}
    tell_above(by=by, case=row.case, unit=row.supervising_unit, template="sv.explain.late", params=params)
    tell_head(by=by, case=row.case, unit=row.unit, template="sv.explain.late", params=params)


def tell_new_near(*, by: Actor, case: Case, due_at: datetime) -> None:
    """The new deadline is near: the officer who has the file, else the head."""
    officer = case.officer or organisation.head_of(unit_code=_unit(case).code)
    params = {"number": case.number, "due": zh_moment(due_at)}
    tell_officer(by=by, case=case, template="ap.amber", to=officer, params=params)


def tell_again_late(*, by: Actor, case: Case, due_at: datetime) -> None:
    """The new deadline was missed too: the head, who owes another explanation, and the supervising unit."""
    unit = _unit(case)
    params = {"number": case.number, "due": zh_moment(due_at), "unit": unit.short_name}
    tell_head(by=by, case=case, unit=unit, template="ap.red", params=params)
    above = case.supervising_unit or organisation.supervising_unit(unit_code=unit.code)
    tell_above(by=by, case=case, unit=above, template="sv.late.again", params=params)
