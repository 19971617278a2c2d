"""措施: ordered with a day, reported with words, accepted or returned by somebody else."""

from datetime import date

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged
from yiwang.quality.campaigns import policies, queries
from yiwang.quality.campaigns.commands.shared import digest, in_span, required
from yiwang.quality.campaigns.events import (
    MeasureAccepted,
    MeasureMoved,
    MeasureOrdered,
    MeasureReported,
    MeasureReturned,
)
from yiwang.quality.campaigns.models import TEXT_SIGNS, Measure
from yiwang.quality.campaigns.states import MeasureState

MOVED = "改了日期："
"""How the reason of another day begins, among what a unit is told about its measure or task."""


@command
def order_measure(
    *, by: Actor, campaign_id: int, unit: str, text: str, due_on: date, officer: str = ""
) -> Measure:  # fmt: skip
    """安排一项措施: `unit` is to do this by that day; `officer`: code of who, empty for the unit as a whole.

    Refused: see `may_order_measure`. Invalid: no words, a day outside of the campaign, an officer who does not serve there.
    """
    reach = organisation.reach(by=by)
    campaign = queries.lock(reach=reach, id=campaign_id)
    whose = organisation.unit(code=unit)
    policies.may_order_measure(reach, campaign, whose).require()
    measure = Measure.objects.create(
        campaign=campaign, unit=whose, officer_id=serving(whose.code, officer),
        text=required(text, field="text", message="请写做什么", limit=TEXT_SIGNS),
        due_on=in_span(due_on, campaign.starts_on, campaign.ends_on, field="due_on"),
        ordered_by_id=by.officer_id or 0, ordered_at=clock.now(),
    )  # fmt: skip
    event = MeasureOrdered(measure.ref, campaign.ref, whose.code, measure.due_on, digest(measure.text, measure.ref))
    record.write(by=by, event=event)
    return measure


def serving(unit_code: str, code: str) -> int | None:
    """Key of the officer of this code, who must serve in this very unit; None for an empty code."""
    if not code:
        return None
    known = {one.code: one.pk for one in organisation.officers_of(unit_code=unit_code)}
    if code not in known:
        raise Invalid("这位民警不在这个单位", officer="这位民警不在这个单位，请重新选")
    return known[code]


@command
def move_measure(*, by: Actor, measure_id: int, due_on: date, reason: str) -> Measure:
    """改日期, with the reason, which the unit reads; it is reminded anew. The same day: unchanged. Invalid: as when ordered."""
    reach = organisation.reach(by=by)
    measure = queries.lock_measure(reach=reach, id=measure_id)
    if measure.due_on == due_on:
        return unchanged(measure)
    policies.may_move_measure(reach, measure).require()
    words = required(reason, field="reason", message="请写为什么改日期", limit=TEXT_SIGNS - len(MOVED))
    measure.due_on = in_span(due_on, measure.campaign.starts_on, measure.campaign.ends_on, field="due_on")
    measure.reason, measure.told_on = f"{MOVED}{words}", None
    measure.save(update_fields=["due_on", "reason", "told_on"])
    event = MeasureMoved(measure.ref, measure.campaign.ref, due_on, digest(words, measure.ref))
    record.write(by=by, event=event)
    return measure


@command
def report_measure(*, by: Actor, measure_id: int, result: str) -> Measure:
    """报告落实: what the unit did. Reported with these words already: unchanged. Invalid: no words."""
    reach = organisation.reach(by=by)
    measure = queries.lock_measure(reach=reach, id=measure_id)
    words = required(result, field="result", message="请写做了什么、效果怎样", limit=TEXT_SIGNS)
    if measure.state == MeasureState.REPORTED and measure.result == words:
        return unchanged(measure)
    policies.may_report_measure(reach, measure).require()
    measure.state, measure.result, measure.reason = MeasureState.REPORTED, words, ""
    measure.reported_by_id, measure.reported_at = by.officer_id, clock.now()
    measure.save()
    record.write(by=by, event=MeasureReported(measure.ref, measure.campaign.ref, digest(words, measure.ref)))
    return measure


@command
def accept_measure(*, by: Actor, measure_id: int) -> Measure:
    """验收, by another than who reported. Accepted already: unchanged."""
    reach = organisation.reach(by=by)
    measure = queries.lock_measure(reach=reach, id=measure_id)
    if measure.state == MeasureState.ACCEPTED:
        return unchanged(measure)
    policies.may_judge_measure(reach, measure).require()
    measure.state, measure.accepted_by_id, measure.accepted_at = MeasureState.ACCEPTED, by.officer_id, clock.now()
    measure.save()
    record.write(by=by, event=MeasureAccepted(measure.ref, measure.campaign.ref))
    return measure


@command
def return_measure(*, by: Actor, measure_id: int, reason: str) -> Measure:
    """退回重做, with what is missing; its day stays. Open already: unchanged. Invalid: no reason."""
    reach = organisation.reach(by=by)
    measure = queries.lock_measure(reach=reach, id=measure_id)
    if measure.state == MeasureState.OPEN:
        return unchanged(measure)
    policies.may_judge_measure(reach, measure).require()
    words = required(reason, field="reason", message="请写还差什么", limit=TEXT_SIGNS)
    measure.state, measure.reason = MeasureState.OPEN, words
    measure.save()
    record.write(by=by, event=MeasureReturned(measure.ref, measure.campaign.ref, digest(words, measure.ref)))
    return measure
