"""What this room keeps of people's words, said to whoever takes it away: notes, appeals and what was answered to them."""

from django.db.models import Q, QuerySet

from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.quality.inspections.models import Contest, Sheet

_CASE = "casework.case"


def _sheets_of(target: Target) -> QuerySet[Sheet]:
    return Sheet.objects.filter(sample__case__in=target.ids(_CASE)).exclude(note="")


def _clear_sheets(clearing: Clearing) -> dict[str, int]:
    return {"inspections.Sheet": Sheet.objects.filter(pk__in=clearing.keys).update(note="")}


def _contests_of(target: Target) -> QuerySet[Contest]:
    return Contest.objects.filter(sample__case__in=target.ids(_CASE)).exclude(Q(reason="") & Q(words=""))


def _clear_contests(clearing: Clearing) -> dict[str, int]:
    return {"inspections.Contest": Contest.objects.filter(pk__in=clearing.keys).update(reason="", words="")}


record.keep(
    Keeper(
        name="inspections.sheet", label="考评的评语", models=("inspections.Sheet",), clear=_clear_sheets, of=_sheets_of
    )
)
record.keep(
    Keeper(
        name="inspections.contest", label="考评申诉和复核的话", models=("inspections.Contest",), clear=_clear_contests,
        of=_contests_of,
    )
)  # fmt: skip
record.spare("只有单位、时间和作废的理由，没有诉求人", "inspections.Inspection")
