"""Pages that stand still, and what machines ask for."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yiwang.cases.counter import queries

_ROBOTS = "User-agent: *\nDisallow: /appeal/\nDisallow: /track/\nDisallow: /t/\n"


@never_cache
@require_safe
def still(request: HttpRequest, name: str) -> HttpResponse:
    """A page of words alone."""
    return render(request, f"portal/pages/{name}.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: nothing that belongs to a person."""
    return HttpResponse(_ROBOTS, content_type="text/plain")


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For the watchman: this door answers and reaches its tables."""
    try:
        waiting = queries.waiting_envelopes()
    except DatabaseError:
        return HttpResponse("database unreachable\n", status=503, content_type="text/plain")
    return HttpResponse(f"ok\nwaiting {waiting}\n", content_type="text/plain")
