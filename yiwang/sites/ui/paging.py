"""Lists that turn by the number of a page: where one is, and the way back and on."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from yiwang.sites.ui.pages import Pager, Text


def numbered(path: str, *, page: int, has_more: bool, said: Mapping[str, Any] | None = None, text: Text = "") -> Pager:
    """The pager of one page of it. `said`: what else the address says. `text`: in place of 第3页."""

    def url(number: int) -> str:
        return f"{path}?{urlencode({**(said or {}), 'page': number})}"

    return Pager(
        text=text or _("第%(n)d页") % {"n": page}, previous_url=url(page - 1) if page > 1 else "",
        next_url=url(page + 1) if has_more else "",
    )  # fmt: skip


def numbered_if_any(path: str, *, page: int, has_more: bool, said: Mapping[str, Any] | None = None) -> Pager | None:
    """None where all of it stands on one page."""
    return numbered(path, page=page, has_more=has_more, said=said) if page > 1 or has_more else None
