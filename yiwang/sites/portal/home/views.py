"""The front page and the reader's own settings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.sites.portal import cookies
from yiwang.sites.portal.faces import aids
from yiwang.sites.portal.faces.pages import notices
from yiwang.sites.portal.faces.views import back_to
from yiwang.sites.portal.home import pages
from yiwang.sites.ui.context import is_elder


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Start with the trouble: a field, three doors, by when we answer."""
    template = "portal/home/elder.html" if is_elder(request) else "portal/home/home.html"
    return render(request, template, {"page": pages.home(cookies.draft_token(request), notices(request, most=3))})


@require_http_methods(["GET", "HEAD", "POST"])
def density(request: HttpRequest) -> HttpResponse:
    """长辈版 and back: a cookie remembers it for a year."""
    if request.method != "POST":
        return redirect("portal:home")
    response = redirect(back_to(request))
    return aids.keep_density(response, request.POST.get("density", ""))
