"""Who looked at one person's data: looks by what was looked at, for the person to read."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from yiwang.ground.record.models import Look
from yiwang.kit.refs import Ref


def looks_at(*, subjects: Iterable[Ref], limit: int, key: int | None = None) -> list[Look]:
    """Looks at any of these things, newest first. `key`: this one alone, where it is among them."""
    by_kind: dict[str, list[str]] = {}
    for subject in subjects:
        by_kind.setdefault(subject.kind, []).append(str(subject.id))
    if not by_kind:
        return []
    about = reduce(or_, (Q(subject_kind=kind, subject_id__in=sorted(keys)) for kind, keys in by_kind.items()))
    rows = Look.objects.filter(about)
    return list((rows if key is None else rows.filter(pk=key)).order_by("-id")[:limit])


def look_with(*, key: int) -> Look | None:
    """One look by its key, for whoever asks after it by duty."""
    return Look.objects.filter(pk=key).first()
