"""公开数据. Nothing personal stands here, so search engines may come."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.sites.portal.figures import pages


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """One month or one year, the newest month where nothing was asked for."""
    page = pages.figures(period=request.GET.get("period", ""))
    return render(request, "portal/figures/figures.html", {"page": page})
