"""Who is told of an application: the applicant at each step that asks something of them or ends something, the
officer who has it.
"""

from datetime import datetime

from yiwang.cases.applications import queries
from yiwang.cases.applications.events import (
    AcceptanceRefused,
    ApplicationAccepted,
    ApplicationDecided,
    ApplicationExtended,
    ApplicationSubmitted,
    CopiedToSupervisors,
    CorrectionReceived,
    CorrectionTold,
    DecisionTakenBack,
    HandedBack,
    HandedOver,
    HandedToPerson,
    PaperIssued,
    PledgeChecked,
    SpecialStarted,
)
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import TOLD_ALONE, Outcome, PaperKind
from yiwang.cases.casework.models import Case
from yiwang.ground.clocks.queries import say_moment
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.messaging.states import way_back
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.settings import settings


def _known(one: Application) -> dict[str, str]:
    """The variables that these texts share."""
    unit = one.case.unit
    return {
        "number": one.case.number, "item": one.document.name.zh[:20], "unit": unit.short_name if unit else settings().bureau,
        "due": _moment(one.case.due_at), "link": f"{settings().public_url}/t/{one.case.number}",
    }  # fmt: skip


def _moment(at: datetime | None) -> str:
    return say_moment(at) if at else "按时"


def _tell(by: Actor, event: Event, template: str) -> None:
    """The applicant, the way the application came, else as they can be reached."""
    one = queries.by_case(case_id=int(event.subject.id))
    if one.parent_id is None:  # who applied for several at once hears of the whole
        tell_applicant(by=by, case=one.case, template=template, params=_known(one))


def tell_applicant(*, by: Actor, case: Case, template: str, params: dict[str, str]) -> None:
    """The applicant of a file, the way it came, else as they can be reached; nobody where they left nothing."""
    person = case.applicant
    if person is None or not (person.phone or person.mail or person.account):
        return
    to = phones.to_applicant(applicant=person, came_by=way_back(case.channel))
    messaging.send(by=by, template=template, to=to, subject=case.ref, params=params)


def tell_submitted(*, by: Actor, event: ApplicationSubmitted) -> None:
    """It came, and by when it is accepted; the officer who has it hears too."""
    _tell(by, event, "app.submitted")
    _tell_officer(by, event, "app.new")


def tell_correction(*, by: Actor, event: CorrectionTold) -> None:
    """Something is lacking."""
    _tell(by, event, "app.correction")


def tell_corrected(*, by: Actor, event: CorrectionReceived) -> None:
    """The officer: what was lacking came."""
    _tell_officer(by, event, "app.corrected")


def tell_accepted(*, by: Actor, event: ApplicationAccepted) -> None:
    """It is accepted, and by when it is decided."""
    _tell(by, event, "app.accepted")


def tell_not_accepted(*, by: Actor, event: AcceptanceRefused) -> None:
    """It is not accepted; why stands behind the code."""
    _tell(by, event, "app.not_accepted")


def tell_special(*, by: Actor, event: SpecialStarted) -> None:
    """A procedure that does not count has begun."""
    _tell(by, event, "app.special")


def tell_extended(*, by: Actor, event: ApplicationExtended) -> None:
    """More time was given, with reasons."""
    _tell(by, event, "app.extended")


def tell_decided(*, by: Actor, event: ApplicationDecided) -> None:
    """There is a decision; what it says stands behind the code, never in a text."""
    _tell(by, event, "app.granted" if event.outcome == Outcome.GRANTED else "app.refused")


def tell_taken_back(*, by: Actor, event: DecisionTakenBack) -> None:
    """A decision was taken back."""
    _tell(by, event, "app.taken_back")


def tell_paper(*, by: Actor, event: PaperIssued) -> None:
    """Who applied, that a paper lies ready; the text names neither the paper nor the matter."""
    if PaperKind(event.paper_kind) in TOLD_ALONE:
        _tell(by, event, "app.paper")


def tell_lapsed(*, by: Actor, event: Event) -> None:
    """Nothing came in time."""
    _tell(by, event, "app.lapsed")


def tell_handed_over(*, by: Actor, event: HandedOver) -> None:
    """Whoever takes in at the unit that decides."""
    one = queries.by_case(case_id=int(event.subject.id))
    _tell_one(by, one, organisation.default_handler(unit_code=event.unit), "app.handed_over", due=_moment(event.due_at))


def tell_handed_back(*, by: Actor, event: HandedBack) -> None:
    """The officer who accepted it."""
    _tell_officer(by, event, "app.handed_back")


def tell_answered(*, by: Actor, event: ApplicationDecided) -> None:
    """The officer who accepted what another region has decided."""
    if queries.by_case(case_id=int(event.subject.id)).handed_at:
        _tell_officer(by, event, "app.answered")


def tell_copied(*, by: Actor, event: CopiedToSupervisors) -> None:
    """The head of the unit that must know."""
    one = queries.by_case(case_id=int(event.subject.id))
    _tell_one(by, one, organisation.head_of(unit_code=event.unit), "app.copied")


def tell_pledge(*, by: Actor, event: PledgeChecked) -> None:
    """The head, where a promise does not hold: what follows is theirs to decide."""
    one = queries.by_case(case_id=int(event.subject.id))
    if not event.is_kept and one.case.unit:
        _tell_one(by, one, organisation.head_of(unit_code=one.case.unit.code), "app.pledge_broken")


def tell_to_person(*, by: Actor, event: HandedToPerson) -> None:
    """The officer who has it now."""
    _tell_officer(by, event, "app.to_person")


def _tell_one(by: Actor, one: Application, officer: Officer | None, template: str, **more: str) -> None:
    if officer:
        to = phones.to_officer(officer=officer)
        messaging.send(by=by, template=template, to=to, subject=one.case.ref, params=_known(one) | more)


def _tell_officer(by: Actor, event: Event, template: str) -> None:
    one = queries.by_case(case_id=int(event.subject.id))
    _tell_one(by, one, one.case.officer, template)
