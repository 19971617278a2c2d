"""The front page and the reader's own settings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.kit.settings import settings as house
from yiwang.sites.portal import cookies
from yiwang.sites.portal.home import pages
from yiwang.sites.ui.context import DENSITIES, DENSITY_COOKIE

_YEAR = 365 * 24 * 3600


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Start with the trouble: a field, three doors, by when we answer."""
    is_elder = request.COOKIES.get(DENSITY_COOKIE) in DENSITIES
    template = "portal/home/elder.html" if is_elder else "portal/home/home.html"
    return render(request, template, {"page": pages.home(cookies.draft_token(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def density(request: HttpRequest) -> HttpResponse:
    """长辈版 and back: a cookie remembers it for a year."""
    if request.method != "POST":
        return redirect("portal:home")
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if is_ours else "portal:home")
    if (wanted := request.POST.get("density", "")) in DENSITIES:
        response.set_cookie(DENSITY_COOKIE, wanted, max_age=_YEAR, samesite="Lax", secure=house().secure_cookies)
    else:
        response.delete_cookie(DENSITY_COOKIE, samesite="Lax")
    return response
