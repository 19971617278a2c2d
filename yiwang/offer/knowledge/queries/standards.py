"""Reads of standards: lists, one with its wordings, what was answered after it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from yiwang.kit import clock
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref
from yiwang.offer.knowledge.models import Standard, Use, Wording
from yiwang.offer.knowledge.queries.answers import PAGE
from yiwang.offer.knowledge.states import IN_FORCE, StandardState

JOINED = ("unit", "owner")
USES = 50


def get_standard(*, standard_id: int) -> Standard:
    """One standard; every officer may read every one of them. Missing: there is none."""
    found = Standard.objects.select_related(*JOINED).filter(pk=standard_id).first()
    if found is None:
        raise Missing("没有这条口径")
    return found


def lock_standard(*, standard_id: int) -> Standard:
    """As `get_standard`, locked until the command ends."""
    found = Standard.objects.select_related(*JOINED).select_for_update(of=("self",)).filter(pk=standard_id).first()
    if found is None:
        raise Missing("没有这条口径")
    return found


def standard_by_id(*, standard_id: int) -> Standard | None:
    """One standard for the house itself, if there is one."""
    return Standard.objects.select_related(*JOINED).filter(pk=standard_id).first()


def standards(
    *, states: Sequence[StandardState] = (), words: str = "", line: str = "", owner_id: int | None = None,
    waiting: bool = False, page: int = 1,
) -> list[Standard]:  # fmt: skip
    """A page of standards, what was changed last first, one more than fits where there are more.

    `states`: none for all. `words`: each must stand somewhere in it. `waiting`: a wording waits to be approved.
    """
    found = Standard.objects.select_related(*JOINED).annotate(used=Count("uses", distinct=True))
    if states:
        found = found.filter(state__in=list(states))
    if line:
        found = found.filter(line=line)
    if owner_id is not None:
        found = found.filter(owner_id=owner_id)
    if waiting:
        found = found.filter(wordings__approved_at__isnull=True)
    for word in words.split():
        said = Q(question__icontains=word) | Q(also__icontains=word) | Q(answer__icontains=word)
        found = found.filter(said | Q(ground__icontains=word))
    start = (max(page, 1) - 1) * PAGE
    return list(found.order_by("-changed_at", "-id")[start : start + PAGE + 1])


def wordings_of(*, standard: Standard) -> list[Wording]:
    """All wordings, newest first."""
    return list(standard.wordings.select_related("written_by", "approved_by").order_by("-number", "-id"))


def open_wording(*, standard: Standard) -> Wording | None:
    """The wording that waits to be approved, if any."""
    return standard.wordings.filter(approved_at__isnull=True).select_related("written_by").first()


def due_standards(*, day: date | None = None, size: int = 200) -> list[int]:
    """Keys of approved standards whose day of reading has come."""
    found = Standard.objects.filter(state=StandardState.APPROVED, review_on__lte=day or clock.today())
    return list(found.order_by("review_on", "id").values_list("pk", flat=True)[:size])


def uses_of(*, standard: Standard, since: datetime | None = None) -> QuerySet[Use]:
    """Answers that were written after it, newest first."""
    found = Use.objects.filter(standard=standard).select_related("by")
    return found.filter(at__gte=since) if since else found


def standards_among(*, keys: Iterable[int]) -> list[Standard]:
    """The standards of these keys, by key."""
    return list(Standard.objects.select_related(*JOINED).filter(pk__in=list(keys)).order_by("pk"))


def used_for(*, subject: Ref) -> list[Use]:
    """The standards after which this was answered, oldest first."""
    return list(uses_about(subject=subject).select_related("standard", "by").order_by("at", "id"))


def uses_about(*, subject: Ref) -> QuerySet[Use]:
    """The notes of them, as rows, for whoever only asks whether there are any."""
    return Use.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id))


def public_standards() -> list[Standard]:
    """Standards in force that citizens may read, by key."""
    found = Standard.objects.filter(state__in=[s.value for s in IN_FORCE], is_public=True)
    return list(found.select_related(*JOINED).order_by("pk"))
