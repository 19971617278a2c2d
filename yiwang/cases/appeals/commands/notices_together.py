"""Who is told of working together: helping units and who called them; who is asked, who convened, and who handles the file."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.consulting import KIND as CONSULTING
from yiwang.cases.appeals.commands.parts import SUBJECT
from yiwang.cases.appeals.commands.telling import CASE, appeal_of, tell_officer, unit_of, zh_moment
from yiwang.cases.appeals.events import (
    ConsultationCancelled,
    ConsultationConcluded,
    ConsultationConvened,
    OpinionGiven,
    PartRecalled,
    PartReported,
    UnitCalledIn,
)
from yiwang.cases.appeals.models import Appeal, Part
from yiwang.cases.appeals.states import PartState
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineNear
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.kit.actor import Actor


def _main(appeal: Appeal) -> Officer | None:
    """Who puts the parts together: the handling officer, else the head of the unit."""
    return appeal.case.officer or organisation.head_of(unit_code=unit_of(appeal.case).code)


def _to_helpers(*, by: Actor, appeal: Appeal, part: Part, template: str) -> None:
    head = organisation.head_of(unit_code=part.unit.code)
    params = {"number": appeal.case.number, "unit": part.unit.short_name, "due": zh_moment(part.due_at)}
    tell_officer(by=by, case=appeal.case, template=template, to=head, params=params, kind="unit_head")


def _to_main(*, by: Actor, appeal: Appeal, part: Part, template: str) -> None:
    params = {"number": appeal.case.number, "unit": part.unit.short_name, "due": zh_moment(part.due_at)}
    tell_officer(by=by, case=appeal.case, template=template, to=_main(appeal), params=params)


def tell_called_in(*, by: Actor, event: UnitCalledIn) -> None:
    """The head of the helping unit, with the hour by which."""
    appeal = appeal_of(event.subject)
    _to_helpers(by=by, appeal=appeal, part=queries.part(appeal=appeal, id=event.part), template="ap.cosign")


def tell_part_recalled(*, by: Actor, event: PartRecalled) -> None:
    """The head of the helping unit."""
    appeal = appeal_of(event.subject)
    _to_helpers(by=by, appeal=appeal, part=queries.part(appeal=appeal, id=event.part), template="ap.cosign.recalled")


def tell_part_reported(*, by: Actor, event: PartReported) -> None:
    """Who handles the file."""
    appeal = appeal_of(event.subject)
    _to_main(by=by, appeal=appeal, part=queries.part(appeal=appeal, id=event.part), template="ap.cosign.done")


def tell_part_near(*, by: Actor, event: DeadlineNear) -> None:
    """Amber: the head of the helping unit, and who handles the file."""
    if event.subject.kind == SUBJECT:
        _both(by=by, key=int(event.subject.id), helpers="ap.cosign.near", main="ap.cosign.near.officer")


def tell_part_missed(*, by: Actor, event: DeadlineMissed) -> None:
    """Red: the same two."""
    if event.subject.kind == SUBJECT:
        _both(by=by, key=int(event.subject.id), helpers="ap.cosign.late", main="ap.cosign.late.officer")


def _both(*, by: Actor, key: int, helpers: str, main: str) -> None:
    part = queries.part_by_id(id=key)
    if part.state == PartState.OPEN:
        _to_helpers(by=by, appeal=part.appeal, part=part, template=helpers)
        _to_main(by=by, appeal=part.appeal, part=part, template=main)


def tell_convened(*, by: Actor, event: ConsultationConvened) -> None:
    """Everybody who is asked."""
    appeal = appeal_of(event.subject)
    held = queries.consultation(appeal=appeal, id=event.consultation)
    params = {"number": appeal.case.number, "due": zh_moment(held.due_at)}
    for one in queries.opinions_of(consultation=held):
        tell_officer(by=by, case=appeal.case, template="ap.consult.ask", to=one.officer, params=params)


def tell_opinion(*, by: Actor, event: OpinionGiven) -> None:
    """Who convened it, with how many are still waited for."""
    appeal = appeal_of(event.subject)
    held = queries.consultation(appeal=appeal, id=event.consultation)
    said = queries.opinions_of(consultation=held)
    officer = next(one.officer.name for one in said if one.pk == event.opinion)
    params = {"number": appeal.case.number, "officer": officer, "left": str(sum(not one.given_at for one in said))}
    tell_officer(by=by, case=appeal.case, template="ap.consult.given", to=held.convened_by, params=params)


def tell_concluded(*, by: Actor, event: ConsultationConcluded) -> None:
    """Everybody who was asked, and who handles the file."""
    _to_all(by=by, appeal=appeal_of(event.subject), key=event.consultation, template="ap.consult.done")


def tell_cancelled(*, by: Actor, event: ConsultationCancelled) -> None:
    """The same people."""
    _to_all(by=by, appeal=appeal_of(event.subject), key=event.consultation, template="ap.consult.cancelled")


def _to_all(*, by: Actor, appeal: Appeal, key: int, template: str) -> None:
    held = queries.consultation(appeal=appeal, id=key)
    people = {one.officer_id: one.officer for one in queries.opinions_of(consultation=held)}
    if appeal.case.officer:
        people[appeal.case.officer_id or 0] = appeal.case.officer
    for key_, person in people.items():
        if key_ != by.officer_id:
            params = {"number": appeal.case.number}
            tell_officer(by=by, case=appeal.case, template=template, to=person, params=params)


def tell_consultation_near(*, by: Actor, event: DeadlineNear) -> None:
    """Amber: who convened it."""
    _to_convener(by=by, event=event, template="ap.consult.near")


def tell_consultation_missed(*, by: Actor, event: DeadlineMissed) -> None:
    """Red: who convened it (time_limits.csv ap.consult: 报召集人)."""
    _to_convener(by=by, event=event, template="ap.consult.late")


def _to_convener(*, by: Actor, event: DeadlineNear | DeadlineMissed, template: str) -> None:
    if event.subject.kind != CASE or event.kind != CONSULTING:
        return
    appeal = appeal_of(event.subject)
    if held := queries.open_consultation(appeal=appeal):
        params = {"number": appeal.case.number, "due": zh_moment(held.due_at)}
        tell_officer(by=by, case=appeal.case, template=template, to=held.convened_by, params=params)
