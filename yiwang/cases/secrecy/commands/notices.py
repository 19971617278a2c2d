"""Who is told: the unit that a letter asks, who asked it, the second person of an opening, who takes a file over; no text."""

from yiwang.cases.casework import queries as casework
from yiwang.cases.secrecy import policies, queries
from yiwang.cases.secrecy.events import (
    InquiryAnswered,
    OfficerRecused,
    OpeningAsked,
    OpeningGranted,
    OpeningRefused,
    UnitAsked,
)
from yiwang.cases.secrecy.models import Inquiry, Opening
from yiwang.cases.secrecy.states import OpeningState
from yiwang.ground.clocks.events import DeadlineMissed
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as ways
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.states import Role
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref

LETTER = "secrecy.inquiry"
HOUSE = Actor.job("secrecy.notices")


def _tell(
    by: Actor, to: Officer, *, template: str, subject: Ref, params: dict[str, str], kind: str = "officer"
) -> None:
    recipient = ways.to_officer(officer=to, kind=kind)
    messaging.send(by=by, template=template, to=recipient, subject=subject, params=params)


def tell_asked(*, by: Actor, event: UnitAsked) -> None:
    """Reaction: the heads of the unit, of the letter alone; nobody who must not touch the matter."""
    letter = queries.inquiry(id=event.inquiry)
    due = clock.local(letter.due_at)
    params = {
        "unit": letter.from_unit.short_name,
        "number": letter.number,
        "due": f"{due.month}月{due.day}日{due:%H:%M}",
    }
    for head in queries.addressees(unit_code=letter.unit.code, without=set(letter.case.excluded_officers)):
        _tell(by, head, template="sc.inquiry", subject=letter.ref, params=params, kind="unit_head")


def tell_answered(*, by: Actor, event: InquiryAnswered) -> None:
    """Reaction: who asked, as long as the file exists for them. By the house: no record of the file names who answers."""
    _tell_asker(queries.inquiry(id=int(event.subject.id)), "sc.inquiry.answered")


def tell_late(*, by: Actor, event: DeadlineMissed) -> None:
    """Reaction: a letter was not answered in time."""
    if event.subject.kind == LETTER:
        _tell_asker(queries.inquiry(id=int(event.subject.id)), "sc.inquiry.late")


def _tell_asker(letter: Inquiry, template: str) -> None:
    asker = letter.asked_by
    if not casework.visible(by=organisation.actor_for(officer=asker)).filter(pk=letter.case_id).exists():
        return
    params = {"unit": letter.unit.short_name, "number": letter.number}
    _tell(HOUSE, asker, template=template, subject=letter.case.ref, params=params)


def tell_opening_asked(*, by: Actor, event: OpeningAsked) -> None:
    """Reaction: whoever may be the second person."""
    found = _opening(event.opening)
    params = {"officer": found.asked_by.name, "number": _number(found)}
    for person in _deciders(found):
        _tell(by, person, template="sc.opening.ask", subject=Ref("secrecy.opening", found.pk), params=params)


def tell_opening_decided(*, by: Actor, event: OpeningGranted | OpeningRefused) -> None:
    """Reaction: who asked."""
    found = _opening(event.opening)
    params = {"number": _number(found), "result": OpeningState(found.state).label}
    _tell(by, found.asked_by, template="sc.opening.done", subject=found.case.ref, params=params)


def tell_taken_over(*, by: Actor, event: OfficerRecused) -> None:
    """Reaction: the officer whose it is now, where it changed hands."""
    case = casework.lock(by=HOUSE, case_id=int(event.subject.id))
    if event.is_moved and case.officer:
        _tell(HOUSE, case.officer, template="sc.taken.over", subject=case.ref, params={"number": case.number})


def _opening(key: int) -> Opening:
    found = queries.opening(id=key)
    assert found is not None  # its own fact names it
    return found


def _number(found: Opening) -> str:
    seal = queries.seal_of(case=found.case)
    return seal.number if seal and seal.number else found.case.number


def _deciders(found: Opening) -> list[Officer]:
    """Inspectors and leaders that the policy lets decide, but whom the file is kept from; of a bureau these are few."""
    known = {one.pk: one for role in (Role.INSPECTOR, Role.LEADER) for one in organisation.holders(role=role)}
    return [person for _, person in sorted(known.items()) if _may_decide(person, found)]


def _may_decide(person: Officer, found: Opening) -> bool:
    reach = organisation.reach(by=organisation.actor_for(officer=person))
    is_kept = reach.hands & set(found.case.excluded_officers) or reach.unit_codes & set(found.case.excluded_units)
    return not is_kept and bool(policies.may_decide_opening(reach, found))
