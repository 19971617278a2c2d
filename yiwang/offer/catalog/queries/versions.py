"""Versions of items, for those who work on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from yiwang.kit.errors import Missing
from yiwang.offer.catalog.models import Item, Version
from yiwang.offer.catalog.states import IN_WORK, VersionState

PAGE = 30
"""Items on one page of the workbench."""
_JOINED = ("item", "item__unit", "item__officer", "item__parent", "drafted_by", "published_by")


def version(*, version_id: int) -> Version:
    """One version. Missing: there is none."""
    found = Version.objects.select_related(*_JOINED).filter(pk=version_id).first()
    if found is None:
        raise Missing("没有这个版本")
    return found


def lock_version(*, version_id: int) -> Version:
    """As `version`, held until the command ends."""
    found = Version.objects.select_related("item").select_for_update(of=("self",)).filter(pk=version_id).first()
    if found is None:
        raise Missing("没有这个版本")
    return found


def versions_of(*, code: str) -> list[Version]:
    """All versions of an item, newest first."""
    return list(Version.objects.select_related(*_JOINED).filter(item__code=code).order_by("-number", "-id"))


def version_in_work(*, code: str) -> Version | None:
    """The draft of an item, or what waits for approval."""
    return Version.objects.select_related(*_JOINED).filter(item__code=code, state__in=IN_WORK).first()


def open_ended(*, item: Item) -> Version | None:
    """The published version without an end, held until the command ends: what a new one replaces."""
    return item.versions.select_for_update().filter(state=VersionState.PUBLISHED, valid_to__isnull=True).first()


def ended_on(*, item: Item, day: date) -> Version | None:
    """The replaced version that ends on this day, held until the command ends."""
    return item.versions.select_for_update().filter(state=VersionState.REPLACED, valid_to=day).first()


def newest_versions(*, codes: Iterable[str]) -> dict[str, Version]:
    """The newest version of each item that has one, by code."""
    rows = Version.objects.select_related("item").filter(item__code__in=list(codes)).order_by("item__code", "-number")
    found: dict[str, Version] = {}
    for row in rows:
        found.setdefault(row.item.code, row)
    return found


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A page of items as the workbench lists them: each its item with what holds and what is in work."""

    rows: tuple[Version, ...]
    page: int
    has_more: bool
    waiting: frozenset[str]
    """Codes of the items on this page that have a draft or something to approve."""


def sheets(
    *, words: str = "", states: Sequence[str] = (), line: str = "", vacant: bool = False, lacking: bool = False,
    page: int = 1,
) -> Sheet:  # fmt: skip
    """A page of items, each as its newest version that is not dropped. `lacking`: below 100; `words`: each must stand in it."""
    newest = Version.objects.filter(item=OuterRef("item")).exclude(state=VersionState.DROPPED).order_by("-number")
    found = Version.objects.filter(pk=Subquery(newest.values("pk")[:1])).select_related(*_JOINED)
    found = _narrowed(found, words=words, line=line, vacant=vacant)
    if states:
        wanted = Version.objects.filter(item=OuterRef("item"), state__in=list(states))
        found = found.filter(Exists(wanted))
    if lacking:
        found = found.filter(score__lt=100)
    start = (max(page, 1) - 1) * PAGE
    rows = list(found.order_by("item__code", "id")[start : start + PAGE + 1])
    shown = tuple(rows[:PAGE])
    waiting = Version.objects.filter(item__in=[row.item_id for row in shown], state__in=IN_WORK)
    codes = frozenset(waiting.values_list("item__code", flat=True))
    return Sheet(rows=shown, page=max(page, 1), has_more=len(rows) > PAGE, waiting=codes)


def _narrowed(found: QuerySet[Version], *, words: str, line: str, vacant: bool) -> QuerySet[Version]:
    for word in words.split():
        found = found.filter(
            Q(item__code__icontains=word) | Q(content__name__zh__icontains=word) | Q(content__main_item__icontains=word)
        )
    if line:
        found = found.filter(content__line=line)
    if vacant:
        gone = Q(item__unit__isnull=True) | Q(item__officer__isnull=True) | Q(item__officer__is_active=False)
        found = found.filter(gone)
    return found
