"""Short lists that stand in one order and empty themselves as they are worked off: fifty at a time, by the number of the page."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from yiwang.sites.ui.pages import Pager
from yiwang.sites.ui.paging import numbered

M = TypeVar("M", bound=Model)
FEW = 5
"""Lines of such a list that another page shows before it leads to the list itself."""
SLICE = 50
_MOST_PAGES = 2000


def sliced(
    found: "QuerySet[M, Any]", *, path: str, page: str, said: Mapping[str, Any] | None = None
) -> tuple[Sequence[M], Pager]:
    """One page of it with the way back and on; a page number that is none, or too high, is the first.

    `said`: what else the address says.
    """
    number = min(max(int(page), 1), _MOST_PAGES) if page.isdecimal() and len(page) < 9 else 1
    before = (number - 1) * SLICE
    rows = list(found[before : before + SLICE + 1])
    shown = rows[:SLICE]
    text = _("第%(first)d到%(last)d件") % {"first": before + 1, "last": before + len(shown)}
    return shown, numbered(
        path, page=number, has_more=len(rows) > SLICE, said=said, text=text if shown else _("没有更多了")
    )
