"""回执: number, code and promise at once; the unit within seconds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from yiwang.cases.counter import queries
from yiwang.sites.portal.appeals import pages
from yiwang.sites.portal.appeals.views.shared import draft_of
from yiwang.sites.portal.web import personal


@personal
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt of what this browser sent last; it asks again by itself until the unit (or the duty officer) shows."""
    draft = draft_of(request)
    if draft is None or draft.receipt is None:
        return redirect("portal:appeal")
    file = queries.public_file(number=draft.receipt.number)
    template = "portal/appeals/urgent.html" if draft.receipt.is_urgent else "portal/appeals/receipt.html"
    return render(request, template, {"page": pages.receipt(draft, draft.receipt, file)})
