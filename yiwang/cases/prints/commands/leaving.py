"""Prints are left at registration, and go the moment a file is kept secret or leaves the ways of an appeal."""

from typing import Any

from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Track
from yiwang.cases.prints import queries
from yiwang.cases.prints.models import Due, Likeness, Print, Reading
from yiwang.ground.language import queries as language
from yiwang.kit import rows
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.fresh import fresh
from yiwang.kit.work import command, unchanged


def may_leave(case: Case) -> bool:
    """Whether a file may leave anything of its words: not what is kept secret, not what a law of its own rules."""
    return not case.is_kept_secret and case.track == Track.APPEAL and not case.erased_order


@command
def leave(
    *, by: Actor, case: Case, text: str, category: str = "", area_code: str = "", is_old: bool = False
) -> Print | None:
    """文印: keep what the words of a new file leave, with the first file of the last half year that said nearly the same.

    Part of every intake: one statement that looks, and two rows among those of the command. `is_old`: it comes from elsewhere
    and is not compared. None: the file may leave nothing, or says too little.
    """
    left = language.impression(text) if may_leave(case) else None
    if left is None:
        return unchanged(None)
    hit = None if is_old else queries.first_like(left, at=case.registered_at, besides=case.pk)
    if not is_old:
        rows.add(fresh(Due, case_id=case.pk))
    return unchanged(
        rows.add(
            fresh(
                Print, case=case, at=case.registered_at, exact=left.exact, keys=list(left.keys), size=left.size,
                sketch=left.sketch,
                repeats_id=hit.case_id if hit else None, likeness=hit.score if hit else 0, category=category,
                area_code=area_code,
            )
        )
    )  # fmt: skip


@command
def leave_again(*, by: Actor, case: Case, text: str, category: str = "", area_code: str = "") -> Print | None:
    """The same for a file that stands: what it left before goes, whatever it was."""
    forget(by=by, case_ids=[case.pk])
    return unchanged(leave(by=by, case=case, text=text, category=category, area_code=area_code))


@command
def forget(*, by: Actor, case_ids: list[int]) -> int:
    """Nothing is left of these files' words, nor what they are like; how many prints there were.

    The files that repeated one of them repeat the first among themselves from now on.
    """
    held = Print.objects.select_for_update().filter(pk__in=case_ids).order_by("pk")
    gone = [row.pk for row in held]
    Due.objects.filter(case_id__in=case_ids).delete()
    Reading.objects.filter(pk__in=case_ids).delete()
    Likeness.objects.filter(Q(a__in=case_ids) | Q(b__in=case_ids)).delete()
    for first in case_ids:
        _succeed(first, set(case_ids))
    Print.objects.filter(pk__in=case_ids).delete()
    return unchanged(len(gone))


def _succeed(first: int, going: set[int]) -> None:
    heirs = list(Print.objects.select_for_update().filter(repeats=first).exclude(pk__in=going).order_by("pk"))
    if not heirs:
        return
    Print.objects.filter(pk=heirs[0].pk).update(repeats=None, likeness=0)
    for row in heirs[1:]:
        row.repeats_id = heirs[0].pk
        row.likeness = round(100 * language.likeness_of(heirs[0].impression, row.impression))
    Print.objects.bulk_update(heirs[1:], ["repeats", "likeness"])


def forget_subject(*, by: Actor, event: Event) -> Any:
    """Reaction to any fact after which a file must not be compared any more."""
    return forget(by=by, case_ids=[int(event.subject.id)])
