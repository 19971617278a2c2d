"""您说的，我们改了. Nothing personal stands here, so search engines may come."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.sites.portal.heard import pages


@require_safe
def heard(request: HttpRequest) -> HttpResponse:
    """Everything that was published."""
    return render(request, "portal/heard/heard.html", {"page": pages.heard()})
