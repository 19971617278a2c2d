"""随机考评: drawn once by a seed of the house, scored sheet by sheet, or laid aside."""

import secrets
from collections.abc import Sequence

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.inspections import policies, queries
from yiwang.quality.inspections.events import InspectionDrawn, InspectionDropped, SampleScored
from yiwang.quality.inspections.models import (
    LABEL_SIGNS,
    MOST,
    NOTE_SIGNS,
    REASON_SIGNS,
    TITLE_SIGNS,
    Inspection,
    Sample,
    Sheet,
)
from yiwang.quality.inspections.queries import Wish
from yiwang.quality.inspections.states import CHECKLISTS, InspectionState

SEED_BYTES = 16
FULL = 100


def asked(text: str, *, field: str, message: str, limit: int) -> str:
    """A text that must stand, stripped. Invalid: empty, or above `limit` signs."""
    clean = text.strip()
    if not clean or len(clean) > limit:
        raise Invalid(message, **{field: message if not clean else f"最多{limit}字，请删去{len(clean) - limit}字"})
    return clean


def digest(subject: Ref, text: str) -> str:
    """What the record keeps of words; of none, nothing."""
    return keyed_digest(f"{subject}\x00{text}", purpose="record-text") if text else ""


@command
def draw(
    *, by: Actor, title: str, wish: Wish, sheets: int = 1, checklist: Sequence[tuple[str, int]] = ()
) -> Inspection:  # fmt: skip
    """抽取: the house throws a seed and draws; there is no second throw for the same draw. No `checklist`: that of the kind.

    Invalid: no kind that is drawn of, a period that ends before it begins or in the future, nothing to draw from, more than
    `MOST` files, a checklist whose points are not 100 together. Refused: see `policies.may_draw`.
    """
    reach = organisation.reach(by=by)
    policies.may_draw(reach, units=wish.units).require()
    name = asked(title, field="title", message="请写考评的名称", limit=TITLE_SIGNS)
    if wish.kind not in CHECKLISTS:
        raise Invalid("请选抽诉求还是办件", kind="请选抽诉求还是办件")
    checklist = checklist or CHECKLISTS[wish.kind]
    _check(wish, sheets, checklist)
    found = queries.population(by=by, reach=reach, wish=wish)
    lines = [queries.line_of(case) for case in found]
    seed = secrets.token_hex(SEED_BYTES)
    numbers = queries.drawn(seed=seed, lines=lines, size=wish.size, is_each=wish.is_each)
    if not numbers:
        raise Invalid("这段时间没有可以抽的件", since="请换一段时间或换单位")
    if len(numbers) > MOST:
        raise Invalid(f"一次最多抽{MOST}件", size=f"现在会抽出{len(numbers)}件，请抽少一些")
    row = Inspection.objects.create(
        title=name, kind=wish.kind, pool=wish.pool, since=wish.since, until=wish.until, units=list(wish.units),
        categories=list(wish.categories), size=wish.size, is_each=wish.is_each, sheets=sheets,
        checklist=[[label.strip(), points] for label, points in checklist], seed=seed,
        drawn_from="".join(f"{line}\n" for line in lines), digest=queries.digest_of(lines), files=len(lines),
        drawn_by_id=by.officer_id or 0, at=clock.now(),
    )  # fmt: skip
    known = {case.number: case for case in found}
    Sample.objects.bulk_create(
        Sample(
            inspection=row, case=known[one], place=at, unit_id=known[one].unit_id or 0, handler_id=known[one].officer_id
        )
        for at, one in enumerate(numbers, start=1)
    )
    record.write(by=by, event=InspectionDrawn(row.ref, seed, row.digest, row.files, len(numbers)))
    return row


def _check(wish: Wish, sheets: int, checklist: Sequence[tuple[str, int]]) -> None:
    if wish.until < wish.since:
        raise Invalid("时间不对", until="结束的日子不能早于开始的日子")
    if wish.until > clock.today():
        raise Invalid("时间不对", until="结束的日子最晚是今天")
    if not wish.units:
        raise Invalid("请选单位", units="请至少选一个单位")
    if not 1 <= wish.size <= MOST or sheets not in (1, 2):
        raise Invalid("抽的数量不对", size=f"请写1到{MOST}")
    if any(not label.strip() or len(label.strip()) > LABEL_SIGNS or points < 1 for label, points in checklist):
        raise Invalid("评分表不对", checklist=f"每行写内容（最多{LABEL_SIGNS}字）和分数，中间用竖线隔开")
    if sum(points for _, points in checklist) != FULL:
        raise Invalid("评分表不对", checklist=f"各项加起来要正好{FULL}分")


@command
def score(*, by: Actor, inspection_id: int, sample_id: int, marks: Sequence[int], note: str = "") -> Sheet:
    """评分: one sheet an inspector and file. The same marks again: unchanged; other marks change the sheet while it is scored.

    Invalid: not one mark for each line of the checklist, or one above its points. Conflict: all sheets it needs are there.
    """
    inspection = queries.lock_inspection(id=inspection_id)
    reach = organisation.reach(by=by)
    sample = queries.sample(reach=reach, inspection=inspection, id=sample_id)
    policies.may_score(reach, inspection, sample).require()
    most = [int(points) for _, points in inspection.checklist]
    if len(marks) != len(most) or any(not 0 <= given <= points for given, points in zip(marks, most, strict=True)):
        raise Invalid("请每项都给分，不超过这一项的满分", marks="请每项都给分，不超过这一项的满分")
    if len(note) > NOTE_SIGNS:
        raise Invalid("评语太长", note=f"最多{NOTE_SIGNS}字")
    points = round(FULL * sum(marks) / inspection.full, 1)
    known = queries.sheets_of(inspection=inspection).get(sample.pk, [])
    own = next((sheet for sheet in known if sheet.inspector_id == by.officer_id), None)
    if own and (list(own.marks), own.note) == (list(marks), note.strip()):
        return unchanged(own)
    if own is None and len(known) >= queries.needed(inspection=inspection, sheets=known):
        raise Conflict("这一件已经评完")
    sheet = own or Sheet(sample=sample, inspector_id=by.officer_id or 0)
    sheet.marks, sheet.points, sheet.note, sheet.at = list(marks), points, note.strip(), clock.now()
    sheet.save()
    sample.points = queries.score_of(
        inspection=inspection, sheets=queries.sheets_of(inspection=inspection).get(sample.pk, [])
    )
    sample.save(update_fields=["points"])
    record.write(
        by=by, event=SampleScored(inspection.ref, sample.pk, float(points), digest(inspection.ref, sheet.note))
    )  # fmt: skip
    return sheet


@command
def drop(*, by: Actor, inspection_id: int, why: str) -> Inspection:
    """作废, with the reason; the seed stays on record. Dropped already: unchanged."""
    inspection = queries.lock_inspection(id=inspection_id)
    if inspection.state == InspectionState.DROPPED:
        return unchanged(inspection)
    policies.may_drop(organisation.reach(by=by), inspection).require()
    inspection.why = asked(why, field="why", message="请写为什么作废", limit=REASON_SIGNS)
    inspection.state, inspection.ended_at = InspectionState.DROPPED, clock.now()
    inspection.save(update_fields=["why", "state", "ended_at"])
    record.write(by=by, event=InspectionDropped(inspection.ref, digest(inspection.ref, inspection.why)))
    return inspection
