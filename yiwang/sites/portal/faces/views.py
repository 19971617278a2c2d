"""Reading aids, notices, contacts, the map of the site, and the colours of a face."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.cases.appeals.states import AppealType
from yiwang.cases.counter import queries
from yiwang.kit.errors import Missing
from yiwang.sites.portal.faces import aids, pages
from yiwang.sites.portal.faces.dress import sheet_of
from yiwang.sites.portal.faces.forms import ReadingForm
from yiwang.sites.ui.context import DENSITIES, DENSITY_COOKIE

_HOUR = 3600


def back_to(request: HttpRequest) -> str:
    """Where a switch leads back to: an address of ours, else the front page."""
    back = request.POST.get("next", "") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if is_ours else "portal:home"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest) -> HttpResponse:
    """看不清、听不清: size, contrast, pointer, reading aloud, elders' mode; remembered for a year."""
    if request.method == "POST" and (form := ReadingForm(request.POST)).is_valid():
        response = redirect(back_to(request))
        return aids.keep_density(aids.keep(response, form.aids), form.cleaned_data["density"])
    chosen: frozenset[str] = aids.of(request)
    density = request.COOKIES.get(DENSITY_COOKIE, "")
    size = next(iter(chosen & {"large", "larger"}), "")
    initial = {"density": density if density in DENSITIES else "", "size": size, "helps": sorted(chosen - {size})}
    back = back_to(request)
    shown = {"form": ReadingForm(initial=initial), "back": back if back != "portal:home" else ""}
    return render(request, "portal/faces/reading.html", shown)


@require_safe
def face_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The tokens of a county's colour. Its address carries the colour, so that a change is seen at once."""
    face = queries.face(code=code)
    if face is None:
        raise Missing
    response = HttpResponse(sheet_of(face), content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=_HOUR)
    return response


@never_cache
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Every notice that stands."""
    return render(request, "portal/faces/notices.html", {"page": pages.NoticesPage.of(request)})


@never_cache
@require_safe
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """One notice, to read and to print."""
    return render(request, "portal/faces/notice.html", {"page": pages.notice(request, code)})


@never_cache
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach people."""
    return render(request, "portal/faces/contact.html", {"facts": pages.contacts()})


@require_safe
def opinion(request: HttpRequest) -> HttpResponse:
    """对本站提意见: a suggestion like any other, with a number and an answer."""
    return redirect(f"{reverse('portal:appeal')}?type={AppealType.SUGGESTION}")


@never_cache
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """网站地图."""
    return render(request, "portal/faces/sitemap.html", {"parts": pages.sitemap(request)})
