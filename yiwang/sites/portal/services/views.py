"""Finding a service and reading its guide. Nothing personal stands here, so search engines may come."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.cases.counter import queries
from yiwang.sites.portal.services import finding, guides


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """In plain words, by theme, by what happens in a life, by police line."""
    return render(request, "portal/services/list.html", {"page": finding.services(request.GET)})


@require_safe
def guide(request: HttpRequest, item: str) -> HttpResponse:
    """One service: for whom, what to bring, how long, what it costs; questions answered on the page narrow it."""
    page = guides.guide(queries.public_guide(key=item), request.GET)
    return render(request, "portal/services/guide.html", {"page": page})


@require_safe
def blank(request: HttpRequest, item: str) -> HttpResponse:
    """The form as an empty sheet, for a pen."""
    return render(request, "portal/services/blank.html", {"page": guides.sheet(queries.public_guide(key=item))})
