"""随机考评: shown to the units, appealed against, decided by another, closed."""

from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.states import Ground
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command, unchanged
from yiwang.quality.inspections import policies, queries
from yiwang.quality.inspections.commands.drawing import FULL, asked, digest
from yiwang.quality.inspections.events import ContestDecided, InspectionClosed, InspectionShown, ScoreContested
from yiwang.quality.inspections.models import REASON_SIGNS, Contest, Inspection
from yiwang.quality.inspections.queries.reading import CONTESTS
from yiwang.quality.inspections.states import ContestState, InspectionState


@command
def show(*, by: Actor, inspection_id: int) -> Inspection:
    """公示: the units see their scores and may appeal for as long as sv.contest says. Shown already: unchanged."""
    inspection = queries.lock_inspection(id=inspection_id)
    if inspection.state == InspectionState.SHOWN:
        return unchanged(inspection)
    reach = organisation.reach(by=by)
    policies.may_show(reach, inspection, missing=queries.unscored(inspection=inspection)).require()
    inspection.state, inspection.shown_at = InspectionState.SHOWN, clock.now()
    if limit := queries.contest_limit():
        due = clocks.start(
            by=by, subject=inspection.ref, kind=CONTESTS, limit=limit, at=inspection.shown_at, round=1
        )  # fmt: skip
        inspection.contest_until = due.at
    inspection.save(update_fields=["state", "shown_at", "contest_until"])
    units = sorted({one.unit.code for one in queries.samples(reach=reach, inspection=inspection)})
    record.write(by=by, event=InspectionShown(inspection.ref, tuple(units), inspection.contest_until))
    return inspection


@command
def contest(*, by: Actor, inspection_id: int, sample_id: int, reason: str) -> Contest:
    """申诉 against the score of one file, once. The same words again: unchanged."""
    inspection = queries.lock_inspection(id=inspection_id)
    reach = organisation.reach(by=by)
    sample = queries.sample(reach=reach, inspection=inspection, id=sample_id)
    known = queries.contest_of(sample_id=sample.pk)
    if known and known.by_id == by.officer_id and known.reason == reason.strip():
        return unchanged(known)
    policies.may_contest(reach, inspection, sample, is_contested=known is not None).require()
    words = asked(reason, field="reason", message="请写哪一项不对、凭什么", limit=REASON_SIGNS)
    row = Contest.objects.create(
        sample=sample, reason=words, by_id=by.officer_id or 0, at=clock.now(), before=sample.points or 0
    )
    fact = ScoreContested(inspection.ref, sample.pk, sample.unit.code, digest(inspection.ref, words))
    record.write(by=by, event=fact)
    return row


@command
def decide_contest(*, by: Actor, inspection_id: int, sample_id: int, points: float, words: str) -> Contest:
    """复核: the score stays, or becomes `points` of 100; somebody who had not scored the file. Invalid: points out of 0 to 100.

    Decided already by this hand with the same points: unchanged. Missing: nobody appealed.
    """
    inspection = queries.lock_inspection(id=inspection_id)
    reach = organisation.reach(by=by)
    sample = queries.sample(reach=reach, inspection=inspection, id=sample_id)
    row = queries.contest_of(sample_id=sample.pk)
    if row is None:
        raise Missing("这一件没有申诉")
    if row.decided_by_id == by.officer_id and row.after is not None and float(row.after) == points:
        return unchanged(row)
    scored_by = [sheet.inspector_id for sheet in queries.sheets_of(inspection=inspection).get(sample.pk, [])]
    policies.may_decide_contest(reach, inspection, row, scored_by=scored_by).require()
    if not 0 <= points <= FULL:
        raise Invalid("分数不对", points="请写0到100")
    row.words = asked(words, field="words", message="请写复核的理由", limit=REASON_SIGNS)
    after = round(points, 1)
    row.after = after
    row.state = ContestState.DISMISSED if float(row.before) == after else ContestState.UPHELD
    row.decided_by_id, row.decided_at = by.officer_id, clock.now()
    row.save()
    sample.points = after
    sample.save(update_fields=["points"])
    fact = ContestDecided(
        inspection.ref, sample.pk, sample.unit.code, row.state, float(row.before), after,
        digest(inspection.ref, row.words),
    )  # fmt: skip
    record.write(by=by, event=fact)
    return row


@command
def close(*, by: Actor, inspection_id: int) -> Inspection:
    """定稿: the scores stand. Closed already: unchanged."""
    inspection = queries.lock_inspection(id=inspection_id)
    if inspection.state == InspectionState.CLOSED:
        return unchanged(inspection)
    reach = organisation.reach(by=by)
    policies.may_close(reach, inspection, open_contests=queries.open_contests(inspection=inspection)).require()
    inspection.state, inspection.ended_at = InspectionState.CLOSED, clock.now()
    inspection.save(update_fields=["state", "ended_at"])
    clocks.stop(by=by, subject=inspection.ref, kind=CONTESTS, ground=Ground.DONE)
    found = queries.samples(reach=reach, inspection=inspection)
    record.write(by=by, event=InspectionClosed(inspection.ref, len(found)))
    return inspection
