"""Who is told: heads that scores are shown, another inspector that one is appealed against, the head what became of it."""

from yiwang.cases.appeals.commands.telling import zh_moment
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.queries import EVERYWHERE
from yiwang.kit.actor import Actor
from yiwang.quality.inspections import queries
from yiwang.quality.inspections.events import ContestDecided, InspectionShown, ScoreContested
from yiwang.quality.inspections.models import Inspection
from yiwang.quality.inspections.states import INSPECTORS, ContestState


def _tell(by: Actor, row: Inspection, template: str, to: Officer, kind: str, params: dict[str, str]) -> None:
    person = organisation.stand_in(officer_id=to.pk) or to
    recipient = phones.to_officer(officer=person, kind=kind)
    messaging.send(by=by, template=template, to=recipient, subject=row.ref, params={"title": row.title} | params)


def tell_shown(*, by: Actor, event: InspectionShown) -> None:
    """Each head once, with how many files of theirs there are."""
    row = queries.lock_inspection(id=int(event.subject.id))
    found = queries.samples(reach=EVERYWHERE, inspection=row)
    for key, count in queries.heads_of(found=found).items():
        params = {"count": str(count), "due": zh_moment(event.contest_until)}
        _tell(by, row, "in.shown", organisation.officer(id=key), "unit_head", params)


def tell_contested(*, by: Actor, event: ScoreContested) -> None:
    """The first who looks over the unit and did not score the file."""
    row = queries.lock_inspection(id=int(event.subject.id))
    scored = {one.inspector_id for one in queries.sheets_of(inspection=row).get(event.sample, [])}
    unit = organisation.unit(code=event.unit)
    found = [one for role in INSPECTORS for one in organisation.holders(role=role, unit_code=unit.code)]
    if to := next((one for one in found if one.pk not in scored and one.unit_id != unit.pk), None):
        _tell(by, row, "in.contested", to, "inspector", {"unit": unit.short_name})


def tell_decided(*, by: Actor, event: ContestDecided) -> None:
    """Whoever appealed."""
    row = queries.lock_inspection(id=int(event.subject.id))
    if known := queries.contest_of(sample_id=event.sample):
        to = organisation.officer(id=known.by_id)
        _tell(by, row, "in.decided", to, "unit_head", {"result": str(ContestState(event.state).label)})
