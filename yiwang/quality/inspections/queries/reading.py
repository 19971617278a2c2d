"""Inspections for a reader: inspectors see those over their units; heads see their own files once they are shown."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Q, QuerySet

from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.errors import Missing
from yiwang.quality.inspections.models import Contest, Inspection, Sample, Sheet
from yiwang.quality.inspections.states import ANSWERERS, GAP, INSPECTORS, ContestState, InspectionState

LISTED = 200
CONTESTS = "bulletin_contest"
"""The limit within which a unit may appeal (sv.contest)."""
_RELATED = ("case", "unit", "handler", "contest__by", "contest__decided_by")
_TOLD = (InspectionState.SHOWN, InspectionState.CLOSED)


def is_inspector(reach: Reach, inspection: Inspection) -> bool:
    """Whether this reader looks over all of its units."""
    return all(reach.holds(*INSPECTORS, unit=code) for code in inspection.units)


def inspections(*, reach: Reach) -> list[Inspection]:
    """In sight, the newest first; at most `LISTED` are looked at."""
    found = Inspection.objects.defer("drawn_from").select_related("drawn_by")[:LISTED]
    told = set(_told_to(reach).values_list("inspection", flat=True))
    return [one for one in found if is_inspector(reach, one) or one.pk in told]


def _own_units(reach: Reach) -> list[int]:
    return sorted({key for grant in reach.grants if grant.roles.intersection(ANSWERERS) for key in grant.unit_ids})


def _told_to(reach: Reach) -> QuerySet[Sample]:
    """Files of a head's units in inspections that were shown."""
    return Sample.objects.filter(unit__in=_own_units(reach), inspection__state__in=[s.value for s in _TOLD]).order_by()


def inspection(*, reach: Reach, id: int) -> Inspection:
    """One in sight, with all it was drawn from. Missing: there is none."""
    found = Inspection.objects.select_related("drawn_by").filter(pk=id).first()
    if found is None or not (is_inspector(reach, found) or _told_to(reach).filter(inspection=found).exists()):
        raise Missing("没有这次考评，或不在您的范围内")
    return found


def lock_inspection(*, id: int) -> Inspection:
    """One to be changed. Missing: there is none."""
    found = Inspection.objects.select_for_update().filter(pk=id).first()
    if found is None:
        raise Missing("没有这次考评")
    return found


def samples(*, reach: Reach, inspection: Inspection) -> list[Sample]:
    """Its files: all for who looks over its units, else those of the reader's own units. Kept secret since, it is not named."""
    found = Sample.objects.filter(inspection=inspection).select_related(*_RELATED)
    if not is_inspector(reach, inspection):
        found = found.filter(Q(unit__in=_own_units(reach)))
    return list(found)


def sample(*, reach: Reach, inspection: Inspection, id: int) -> Sample:
    """One of its files in sight. Missing: there is none."""
    found = next((one for one in samples(reach=reach, inspection=inspection) if one.pk == id), None)
    if found is None:
        raise Missing("没有这一件，或不在您的范围内")
    return found


def sheets_of(*, inspection: Inspection) -> dict[int, list[Sheet]]:
    """Sheets by key of the file drawn."""
    found: dict[int, list[Sheet]] = defaultdict(list)
    for row in Sheet.objects.filter(sample__inspection=inspection).select_related("inspector"):
        found[row.sample_id].append(row)
    return dict(found)


def needed(*, inspection: Inspection, sheets: Sequence[Sheet]) -> int:
    """How many sheets a file needs: as many as was said, and a third where two lie `GAP` or more apart."""
    if len(sheets) >= 2 and inspection.sheets == 2:
        points = [sheet.points for sheet in sheets[:2]]
        return 3 if max(points) - min(points) >= GAP else 2
    return inspection.sheets


def score_of(*, inspection: Inspection, sheets: Sequence[Sheet]) -> float | None:
    """Points of 100: the mean of two, the middle of three; None while one is missing."""
    if not sheets or len(sheets) < needed(inspection=inspection, sheets=sheets):
        return None
    return round(float(median([sheet.points for sheet in sheets])), 1)


def contest_of(*, sample_id: int) -> Contest | None:
    """A unit's appeal against a score."""
    return Contest.objects.select_related("sample__unit").filter(sample=sample_id).first()


def open_contests(*, inspection: Inspection) -> int:
    """How many appeals nobody has decided."""
    return Contest.objects.filter(sample__inspection=inspection, state=ContestState.OPEN).count()


def unscored(*, inspection: Inspection) -> int:
    """How many files are not scored to the end."""
    return Sample.objects.filter(inspection=inspection, points=None).count()


def contest_limit() -> clocks.Limit | None:
    """How long units may appeal."""
    return clocks.limit_for(clock=CONTESTS, subject_kind="supervision")


@dataclass(frozen=True, kw_only=True)
class Result:
    """A unit. `mean`: points of 100; `weakest`: what of the checklist lost most, with its `share` of points in %."""

    unit: str
    files: int
    mean: float
    weakest: str
    share: int


def results(*, inspection: Inspection, found: Sequence[Sample]) -> list[Result]:
    """By unit, the best first; only files that are scored to the end."""
    sheets = sheets_of(inspection=inspection)
    by_unit: dict[int, list[Sample]] = defaultdict(list)
    for one in found:
        if one.points is not None:
            by_unit[one.unit_id].append(one)
    rows = [_result(inspection, group, sheets) for group in by_unit.values()]
    return sorted(rows, key=lambda row: (-row.mean, row.unit))


def _result(inspection: Inspection, group: Sequence[Sample], sheets: dict[int, list[Sheet]]) -> Result:
    lost = []
    for place, (label, points) in enumerate(inspection.checklist):
        given = [sheet.marks[place] for one in group for sheet in sheets.get(one.pk, [])]
        lost.append((round(100 * sum(given) / (len(given) * points)) if given and points else 100, label))
    share, weakest = min(lost, default=(100, ""))
    mean = sum(float(one.points or 0) for one in group) / len(group)
    return Result(
        unit=group[0].unit.short_name,
        files=len(group),
        mean=round(mean, 1),
        weakest=weakest if share < 100 else "",
        share=share,
    )


def heads_of(*, found: Sequence[Sample]) -> dict[int, int]:
    """Files by key of the officer who heads their unit."""
    count: dict[int, int] = defaultdict(int)
    for one in found:
        if head := organisation.head_of(unit_code=one.unit.code):
            count[head.pk] += 1
    return dict(count)
