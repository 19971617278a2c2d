"""Who is told of a lawful matter: who asked, at acceptance, correction, hand-over, decision; the head of its unit."""

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.commands.telling import tell_citizen, tell_officer, unit_of, zh_moment
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework.states import Track
from yiwang.cases.tracks import queries
from yiwang.cases.tracks.events import (
    CorrectionAsked,
    MatterAccepted,
    MatterBegun,
    MatterDecided,
    MatterHandedOver,
    MatterRefused,
    MatterTransferred,
    ReviewAsked,
    ReviewDecided,
)
from yiwang.cases.tracks.models import Matter
from yiwang.cases.tracks.queries.finding import LAPSING
from yiwang.cases.tracks.states import CLOCK_WORDS, MatterKind
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineNear
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.settings import settings


def _found(event: Event) -> tuple[Appeal, Matter | None]:
    appeal = appeals.get_by_id(case_id=int(event.subject.id))
    return appeal, queries.matter_of(case=appeal.case)


def _known(matter: Matter) -> dict[str, str]:
    """The variables that these texts share."""
    number = matter.case.number
    return {
        "number": number, "link": f"{settings().public_url}/t/{number}", "kind": MatterKind(matter.kind).label,
        "due": zh_moment(matter.due_at), "step": CLOCK_WORDS.get(matter.clock, ""), "accepting": matter.law.accepting,
        "body": matter.body, "system": matter.system, "external": matter.system_number,
    }  # fmt: skip


def _tell(by: Actor, event: Event, template: str, *names: str) -> None:
    """Who asked; who reported a breach of discipline hears nothing but that it came (`tell_transferred`)."""
    appeal, matter = _found(event)
    if matter and matter.track != Track.DISCIPLINE:
        known = _known(matter)
        params = {name: known[name] for name in names}
        tell_citizen(by=by, appeal=appeal, template=template, params=params)


def tell_accepted(*, by: Actor, event: MatterAccepted) -> None:
    """It is taken up, and by when there is a decision, where the law sets a time."""
    _appeal, matter = _found(event)
    if matter and matter.due_at:
        _tell(by, event, "law.accepted", "number", "kind", "accepting", "due", "step", "link")
    else:
        _tell(by, event, "law.accepted.open", "number", "kind", "accepting", "link")


def tell_correction(*, by: Actor, event: CorrectionAsked) -> None:
    """Something is missing, and by when it must come."""
    _tell(by, event, "law.correction", "number", "due", "link")


def tell_transferred(*, by: Actor, event: MatterTransferred) -> None:
    """Another body has it. Of a breach of discipline only that it was received."""
    appeal, matter = _found(event)
    if matter and matter.track == Track.DISCIPLINE:
        tell_citizen(by=by, appeal=appeal, template="law.received", params={"number": appeal.case.number})
    else:
        _tell(by, event, "law.transferred", "number", "kind", "body", "link")


def tell_handed_over(*, by: Actor, event: MatterHandedOver) -> None:
    """In which system it is worked on, and under which number."""
    _tell(by, event, "law.handed_over", "number", "system", "external", "link")


def tell_decided(*, by: Actor, event: MatterDecided | ReviewDecided | MatterRefused) -> None:
    """There is a decision; what it says stands on paper and behind the code, never in a text."""
    _tell(by, event, "law.decided", "number", "kind", "link")


def tell_begun(*, by: Actor, event: MatterBegun) -> None:
    """The head of the unit whose it is now; of a sealed file only who has it hears anything."""
    appeal, matter = _found(event)
    if matter is None:
        return
    known, unit = _known(matter), unit_of(appeal.case)
    params = {name: known[name] for name in ("number", "kind", "due", "step")} | {"unit": unit.short_name}
    _tell_head(by, appeal, "law.begun", params)


def tell_review_asked(*, by: Actor, event: ReviewAsked) -> None:
    """The head of the unit: another instance has begun."""
    appeal, matter = _found(event)
    if matter and matter.instance:
        known = _known(matter)
        params = {"number": known["number"], "name": matter.instance.name, "due": known["due"]}
        _tell_head(by, appeal, "law.review_asked", params)


def tell_near(*, by: Actor, event: DeadlineNear) -> None:
    """One working day is left of a time that is ours: the officer who has it, else the head."""
    if appeal := _whose_time(event):
        officer = appeal.case.officer or organisation.head_of(unit_code=unit_of(appeal.case).code)
        tell_officer(by=by, case=appeal.case, template="law.near", to=officer, params=_told(appeal, event))


def tell_late(*, by: Actor, event: DeadlineMissed) -> None:
    """A time of ours has passed: the head of the unit."""
    if appeal := _whose_time(event):
        _tell_head(by, appeal, "law.late", _told(appeal, event))


def _whose_time(event: DeadlineNear | DeadlineMissed) -> Appeal | None:
    """The file, where the clock is a matter's and it is we who have to act by it."""
    if event.subject.kind != "tracks.matter" or event.kind in LAPSING:
        return None
    return appeals.get_by_id(case_id=queries.case_of(matter_id=int(event.subject.id)))


def _told(appeal: Appeal, event: DeadlineNear | DeadlineMissed) -> dict[str, str]:
    matter = queries.matter_of(case=appeal.case)
    kind = MatterKind(matter.kind).label if matter else ""
    step = CLOCK_WORDS.get(event.kind, "")
    return {"number": appeal.case.number, "kind": kind, "due": zh_moment(event.due_at), "step": step}


def _tell_head(by: Actor, appeal: Appeal, template: str, params: dict[str, str]) -> None:
    head = organisation.head_of(unit_code=unit_of(appeal.case).code)
    tell_officer(by=by, case=appeal.case, template=template, to=head, params=params, kind="unit_head")
