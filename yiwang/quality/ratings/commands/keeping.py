"""What this room keeps of people's words, said to whoever takes it away; grades and reasons stay, for they name nobody."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from yiwang.ground.files import commands as files
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit import clock
from yiwang.quality.ratings.models import Contest, Rating, Rectification


def _due(moment: datetime) -> "QuerySet[Any]":
    return Rating.objects.filter(at__lt=moment, erased_at=None).filter(_SAYS)


_SAYS = Q(words__gt=b"") | Q(rectification__note__gt=b"") | Q(contest__isnull=False) | ~Q(visit_index="")


def _of(target: Target) -> "QuerySet[Any]":
    mine = Q(case__in=target.ids("casework.case")) | Q(pk__in=target.ids("ratings.rating"))
    return Rating.objects.filter(mine, erased_at=None).exclude(case__in=target.spared_ids("casework.case"))


def _clear(clearing: Clearing) -> dict[str, int]:
    """Words and the visit's number, with what the unit and the reviewer wrote beside them."""
    keys = list(clearing.keys)
    notes = Rectification.objects.filter(rating__in=keys).update(note="", salt="")
    for contest in Contest.objects.filter(rating__in=keys, file__removed_at=None).exclude(file=None):
        files.remove(by=clearing.by, file_id=contest.file_id or 0, reason="erased")
    proofs = Contest.objects.filter(rating__in=keys).update(proof="", reason="", salt="")
    many = Rating.objects.filter(pk__in=keys).update(words="", salt="", visit_index="", erased_at=clock.now())
    return {"ratings.Rating": many, "ratings.Rectification": notes, "ratings.Contest": proofs}


WORDS = record.keep(
    Keeper(
        name="ratings.rating", code="ratings.rating", label="评价里写的话、整改和申诉的说明",
        models=("ratings.Rating", "ratings.Rectification", "ratings.Contest"), clear=_clear, due=_due, of=_of,
        about="ratings.rating",
    )
)  # fmt: skip
record.spare("评价点只有窗口的名字，不写民警", "ratings.Point")
