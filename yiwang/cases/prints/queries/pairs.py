"""Reads of likenesses: what a file is like, for its reader, for the rooms above."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.prints.models import Due, Likeness, Print
from yiwang.cases.prints.queries.finding import Hit
from yiwang.cases.prints.states import How, Standing
from yiwang.ground.language import queries as language
from yiwang.ground.organisation.queries import Reach

_COUNTS = Q(state=Standing.CONFIRMED) | Q(state=Standing.FOUND, how__in=[How.EXACT, How.SHINGLE], score__gte=50)


@dataclass(frozen=True, kw_only=True)
class Alike:
    """Another file that a reader sees, like the one that is read. `score`: per cent; `is_earlier`: it was registered before."""

    case: Case
    score: int
    how: How
    state: Standing
    is_earlier: bool


def alike(*, case_id: int, reach: Reach) -> list[Alike]:
    """What a file is like, likest first: only files in the reader's sight, nothing dismissed. Two statements."""
    rows = {(row.a_id if row.b_id == case_id else row.b_id): row for row in stands(case_id=case_id)}
    if not rows:
        return []
    seen = casework.every().visible_to(reach).filter(pk__in=rows).select_related("unit").in_bulk()
    found = [
        Alike(case=seen[key], score=row.score, how=How(row.how), state=Standing(row.state), is_earlier=row.a_id == key)
        for key, row in rows.items()
        if key in seen
    ]
    return sorted(found, key=lambda one: (one.state is not Standing.CONFIRMED, -one.score, -one.case.pk))


def stands(*, case_id: int) -> "QuerySet[Likeness]":
    """Likenesses of a file that nobody has dismissed; for who asks whether there are any."""
    return Likeness.objects.filter(Q(a=case_id) | Q(b=case_id)).exclude(state=Standing.DISMISSED)


def of_pair(*, one: int, other: int) -> Likeness | None:
    """The row of two files, in whatever order."""
    return Likeness.objects.filter(Q(a=one, b=other) | Q(a=other, b=one)).first()


def found_at_intake(*, case_id: int) -> list[Hit]:
    """Earlier files that this one repeats, the likest first, without what a person has dismissed. One statement.

    Known from the moment of registration: of the two that say so, the row of the likeness is written by a job within seconds.
    """
    dismissed = Likeness.objects.filter(b=case_id, state=Standing.DISMISSED).values("a")
    rows = Print.objects.filter(pk=case_id, repeats__isnull=False).exclude(repeats__in=dismissed)
    return [
        Hit(case_id=first, score=score, how=How.EXACT if score == 100 else How.SHINGLE)
        for first, score in rows.values_list("repeats_id", "likeness")
        if first is not None
    ]


def repeating(*, case_ids: Collection[int]) -> list[int]:
    """Keys of later files that repeat any of these, without what a person has dismissed. One statement."""
    no = Likeness.objects.filter(a__in=case_ids, state=Standing.DISMISSED).values("b")
    return list(
        Print.objects.filter(repeats__in=case_ids).exclude(pk__in=no).order_by("pk").values_list("pk", flat=True)
    )


def groups(*, cases: Sequence[int]) -> list[list[int]]:
    """These files put together by likenesses that a person confirmed, or that were found by the very words and not dismissed.

    Groups of one are left out; each in rising order. Two statements.
    """
    wanted = set(cases)
    parent = {key: key for key in wanted}

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    pairs = Likeness.objects.filter(_COUNTS, a__in=wanted, b__in=wanted).values_list("a_id", "b_id")
    no = set(Likeness.objects.filter(a__in=wanted, b__in=wanted, state=Standing.DISMISSED).values_list("a_id", "b_id"))
    firsts = Print.objects.filter(pk__in=wanted, repeats__in=wanted).values_list("repeats_id", "pk")
    for one, other in (*pairs, *((first, key) for first, key in firsts if (first, key) not in no)):
        parent[root(other or 0)] = root(one or 0)
    together: dict[int, list[int]] = defaultdict(list)
    for key in sorted(wanted):
        together[root(key)].append(key)
    return [found for found in together.values() if len(found) > 1]


def due(*, limit: int) -> list[int]:
    """Files whose words wait to be held against others' in other words, oldest first."""
    return list(Due.objects.order_by("id").values_list("case_id", flat=True)[:limit])


def prints_of(*, case_ids: Collection[int]) -> QuerySet[Print]:
    """What these files left."""
    return Print.objects.filter(pk__in=case_ids)


def likeness_of(*, one: int, other: int) -> int:
    """How like two files are by what they left, per cent; 0 where one of them left nothing."""
    found = {row.pk: row for row in prints_of(case_ids=(one, other))}
    if len(found) < 2:
        return 0
    return round(100 * language.likeness_of(found[one].impression, found[other].impression))
