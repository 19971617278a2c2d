"""搜索: a number, two words, or the last four digits of a phone."""

import re

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework import queries as casework
from yiwang.kit import numbers
from yiwang.kit.errors import Missing, Refused
from yiwang.sites.workbench.desk.forms import ListForm
from yiwang.sites.workbench.desk.pages import rows
from yiwang.sites.workbench.desk.pages.rows import Asked
from yiwang.sites.workbench.desk.views.shared import for_staff, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def search(request: StaffRequest) -> HttpResponse:
    """A whole number opens its file; everything else lists what was found."""
    said = request.GET.get("q", "").strip()[:80]
    if number := numbers.read_number(said):
        try:
            return redirect("workbench:case", casework.get_case(for_=request.actor, number=number).number)
        except Missing as error:
            return show(request, "search", q=said, note=error.message)
    if re.fullmatch(r"[0-9]{4}", said):
        return _by_phone(request, said)
    if len(said) < queries.SHORTEST_WORDS:
        return show(request, "search", q=said, note=_("请至少写两个字。") if said else "")
    asked = Asked(**ListForm(request.GET).said())
    page = queries.with_words(
        by=request.actor, words=said, wanted=asked.wanted(()), after=asked.place, reach=request.reach
    )  # fmt: skip
    return _found(request, said, page.rows, pager=rows.pager(reverse("workbench:search"), asked, page))


def _by_phone(request: StaffRequest, last4: str) -> HttpResponse:
    """Four digits: people, so each file that is shown is a look on record."""
    try:
        found = commands.find_by_last4(by=request.actor, last4=last4)
    except Refused as error:
        return show(request, "search", q=last4, note=error.message)
    return _found(request, last4, found, is_person=True)


def _found(request: StaffRequest, q: str, shown: list[Appeal], **more: object) -> HttpResponse:
    lines = [row for row, _view in rows.rows(shown, unit=True)]
    return show(request, "search", q=q, rows=lines, **more)
