"""Files that stood before there were prints, or were grown: they leave theirs afterwards, in the order of their keys."""

from datetime import datetime

from yiwang.cases.casework import queries as casework
from yiwang.cases.prints import queries
from yiwang.cases.prints.commands.leaving import may_leave
from yiwang.cases.prints.models import Due, Print
from yiwang.ground.language import queries as language
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged


@command
def fill(*, by: Actor, after: int, limit: int, read_since: datetime) -> int:
    """So many files with greater keys than `after`: each without a print gets one; the last key, 0 where there are no more.

    Those registered since `read_since` also wait to be read closely by the job. Done twice it changes nothing.
    """
    files = list(casework.every().filter(pk__gt=after).order_by("pk")[:limit])
    if not files:
        return unchanged(0)
    bare = {case.pk: case for case in files if may_leave(case)}
    has_print = set(Print.objects.filter(pk__in=bare).values_list("pk", flat=True))
    said = queries.said([key for key in bare if key not in has_print])
    made = []
    for key, words in said.items():
        if left := language.impression(words.content):
            made.append(
                Print(
                    case_id=key, at=words.at, exact=left.exact, keys=list(left.keys), size=left.size, sketch=left.sketch,
                    category=words.category, area_code=words.area_code,
                )
            )  # fmt: skip
    Print.objects.bulk_create(made, ignore_conflicts=True)
    _have_read([key for key, case in bare.items() if case.registered_at >= read_since])
    return unchanged(files[-1].pk)


def _have_read(keys: list[int]) -> None:
    """Note those that left a print and were not read yet."""
    unread = Print.objects.filter(pk__in=keys, case__reading=None).values_list("pk", flat=True)
    noted = set(Due.objects.filter(case_id__in=keys).values_list("case_id", flat=True))
    Due.objects.bulk_create([Due(case_id=key) for key in sorted(unread) if key not in noted])
