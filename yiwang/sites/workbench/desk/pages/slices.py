"""Short lists that stand in one order and empty themselves as they are worked off: fifty at a time, by the number of the page."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yiwang.sites.ui.pages import Pager
from yiwang.sites.ui.paging import numbered

M = TypeVar("M")
FEW = 5
"""Lines of such a list that another page shows before it leads to the list itself."""
SLICE = 50
_MOST_PAGES = 2000
_COUNTED = 10_000


def sliced(
    found: "QuerySet[Any, M] | Sequence[M]", *, path: str, page: str, said: Mapping[str, Any] | None = None
) -> tuple[Sequence[M], Pager]:
    """One page of it with the way back and on; a page number that is none, or beyond the end, is the first.

    `said`: what else the address says.
    """
    number = page_of(page)
    before = (number - 1) * SLICE
    rows = list(found[before : before + SLICE + 1])
    if not rows and number > 1:
        return sliced(found, path=path, page="1", said=said)
    shown = rows[:SLICE]
    text = _said(found, before + 1, before + len(shown)) if shown else _("没有更多了")
    return shown, numbered(path, page=number, has_more=len(rows) > SLICE, said=said, text=text)


def page_of(said: str) -> int:
    """The number that an address says; what is none, or too high, is the first."""
    return min(max(int(said), 1), _MOST_PAGES) if said.isdecimal() and len(said) < 9 else 1


def _said(found: "QuerySet[Any, M] | Sequence[M]", first: int, last: int) -> str:
    """Of a list that stands on one page nothing more is asked."""
    if last < SLICE:
        return _("共%(all)d件") % {"all": last}
    count = len(found) if isinstance(found, Sequence) else found.order_by()[: _COUNTED + 1].count()
    if count > _COUNTED:
        return _("第%(first)d到%(last)d件，共%(all)d件以上") % {"first": first, "last": last, "all": _COUNTED}
    return _("第%(first)d到%(last)d件，共%(all)d件") % {"first": first, "last": last, "all": count}
