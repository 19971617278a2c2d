"""What holds on a day: one item's version, all of them page by page, those of a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q, QuerySet

from yiwang.kit import clock
from yiwang.kit.errors import Missing
from yiwang.offer.catalog.models import Version
from yiwang.offer.catalog.states import SHOWN

PAGE_MOST = 1000
"""Items in one page of what machines read."""


def holding(on: date) -> QuerySet[Version]:
    """The versions that hold on a day, with item, unit and officer."""
    day = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return Version.objects.filter(day, state__in=SHOWN).select_related(
        "item", "item__unit", "item__officer", "item__parent"
    )


def in_force(*, code: str, on: date | None = None) -> Version:
    """The version of an item that holds on a day (default: today). Missing: none does."""
    found = find_in_force(code=code, on=on)
    if found is None:
        raise Missing("这个事项现在没有公布，可能已经下架")
    return found


def find_in_force(*, code: str, on: date | None = None) -> Version | None:
    """As `in_force`; None where none holds."""
    return holding(on or clock.today()).filter(item__code=code).first()


def published(*, after: str = "", limit: int = PAGE_MOST, line: str = "", on: date | None = None) -> list[Version]:
    """The versions that hold on a day, by item code, those after the code `after`; at most `limit`."""
    found = holding(on or clock.today())
    if after:
        found = found.filter(item__code__gt=after)
    if line:
        found = found.filter(content__line=line)
    return list(found.order_by("item__code")[:limit])


def published_between(*, since: datetime, until: datetime) -> Iterator[Version]:
    """The versions that were published in a time, up to but not including `until`, by key; whatever became of them since."""
    found = Version.objects.filter(published_at__gte=since, published_at__lt=until).select_related("item", "item__unit")
    return found.order_by("pk").iterator(chunk_size=200)


def of_line(*, line: str) -> list[Version]:
    """The versions that hold today of a police line, by item code."""
    return published(line=line)


def sub_items(*, code: str) -> list[Version]:
    """The versions that hold today of an item's sub-items, by code."""
    return list(holding(clock.today()).filter(item__parent__code=code).order_by("item__code"))


@dataclass(frozen=True)
class PublishedState:
    """By what one sees that the published catalogue has changed."""

    count: int
    newest: int
    touched: str


def published_state(*, on: date | None = None) -> PublishedState:
    """How many hold on a day, the newest of them, and when one was last published: one short query."""
    found = holding(on or clock.today()).aggregate(n=Count("id"), newest=Max("id"), at=Max("published_at"))
    return PublishedState(found["n"], found["newest"] or 0, found["at"].isoformat() if found["at"] else "")
