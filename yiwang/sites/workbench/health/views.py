"""The page for people, and the figures for Prometheus."""

import hmac

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from yiwang.ground.organisation.states import Permission
from yiwang.kit import metrics as counters
from yiwang.kit.errors import Missing
from yiwang.kit.settings import settings
from yiwang.sites.workbench.health import figures
from yiwang.sites.workbench.health.pages import HealthPage
from yiwang.sites.workbench.middleware import StaffRequest

_HERE = frozenset({"127.0.0.1", "::1"})


@never_cache
@require_safe
def health(request: StaffRequest) -> HttpResponse:
    """The lights, for the system office."""
    if not request.reach.may(Permission.WATCH_HOUSE):
        raise Missing
    return render(request, "workbench/health/health.html", {"page": HealthPage.of(figures.read())})


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures and counters. Whoever may not ask is told that there is nothing."""
    if not _may_ask(request):
        raise Missing
    body = counters.exposition(figures.gauges(figures.read()))
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)


def _may_ask(request: HttpRequest) -> bool:
    """The bearer of the token; without a token set, this machine alone, and nobody who came through a proxy."""
    token = settings().metrics_token
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    return request.META.get("REMOTE_ADDR") in _HERE and "HTTP_X_FORWARDED_FOR" not in request.META
