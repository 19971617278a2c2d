"""One page, answered once a visit: by the number that was called, else once a day by this browser."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from yiwang.cases.counter import commands, queries
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.settings import settings
from yiwang.sites.portal.web import add_error, citizen, personal
from yiwang.sites.portal.window.forms import WindowForm

COOKIE, _SALT, _DAY = "yw_visit", "portal.yw_visit", 24 * 3600
_TOKEN_BYTES = 9
_PAGE, _END = "portal/window/window.html", "portal/rate/end.html"


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """Five levels; thanks; or that this visit was rated before."""
    window = queries.window(code=code)
    if window is None:
        raise Missing("这个评价码已经停用。要说的话可以打服务电话")
    form = WindowForm(request.POST if request.method == "POST" else None, window=window)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            is_first = commands.rate_window(
                by=citizen(request), code=code, browser=_browser(request), source=request.META.get("REMOTE_ADDR", ""),
                **form.cleaned_data,
            )  # fmt: skip
            is_bad = form.cleaned_data["grade"] in window.bad and bool(form.cleaned_data["phone"])
            return render(request, _END, {"is_before": not is_first, "is_thanks": is_first, "is_bad": is_bad})
        except (Invalid, Refused) as error:
            add_error(form, error)
            status = error.status
    return _kept(request, render(request, _PAGE, {"form": form, "window": window}, status=status))


def _browser(request: HttpRequest) -> str:
    """Which browser it is, for a day; one that keeps no cookie is known by its address and name."""
    known = str(request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=_DAY))
    return known or f"{request.META.get('REMOTE_ADDR', '')} {request.headers.get('User-Agent', '')[:200]}"


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if COOKIE not in request.COOKIES:
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        response.set_signed_cookie(
            COOKIE, token, salt=_SALT, max_age=_DAY, httponly=True, samesite="Lax", secure=settings().secure_cookies
        )
    return response
