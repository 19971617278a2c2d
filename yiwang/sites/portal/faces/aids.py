"""Aids to reading that a browser remembers: larger words, strong contrast, a large pointer, reading aloud, the elders' mode."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from yiwang.kit.settings import settings as house
from yiwang.sites.ui.context import DENSITIES, DENSITY_COOKIE
from yiwang.sites.ui.pages import Label

COOKIE = "yw_aids"
YEAR = 365 * 24 * 3600
SIZES = (
    ("", Label(gettext_lazy("普通"), gettext_lazy("18像素"))),
    ("large", Label(gettext_lazy("大"), gettext_lazy("放大到1.25倍"))),
    ("larger", Label(gettext_lazy("特大"), gettext_lazy("放大到1.5倍"))),
)
HELPS = (
    ("contrast", Label(gettext_lazy("高对比"), gettext_lazy("黑底白字，链接是黄色"))),
    ("pointer", Label(gettext_lazy("大鼠标指针"), gettext_lazy("指针变大，边上有白线，在哪里都看得见"))),
    ("aloud", Label(gettext_lazy("朗读"), gettext_lazy("每一页上面有“朗读”，读到哪里标到哪里"))),
)
_KNOWN = frozenset({"large", "larger", "contrast", "pointer", "aloud"})
_LANGUAGES = {"en": "en", "zh": "zh-hans", "zh-hans": "zh-hans"}


def of(request: HttpRequest) -> frozenset[str]:
    """What this browser asked for; anything we do not know is left out."""
    return frozenset(request.COOKIES.get(COOKIE, "").split(".")) & _KNOWN


def keep(response: HttpResponse, aids: Iterable[str]) -> HttpResponse:
    """Let the browser remember for a year; none are forgotten at once."""
    if wanted := sorted(set(aids) & _KNOWN):
        _set(response, COOKIE, ".".join(wanted))
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


def keep_density(response: HttpResponse, density: str) -> HttpResponse:
    """长辈版 and back."""
    if density in DENSITIES:
        _set(response, DENSITY_COOKIE, density)
    else:
        response.delete_cookie(DENSITY_COOKIE, samesite="Lax")
    return response


def _set(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=house().secure_cookies)


def asked_by_address(request: HttpRequest) -> HttpResponse | None:
    """`?elder=1` and `?lang=en`, for links and posters: kept, then the address without them. None where nothing was asked."""
    elder, language = request.GET.get("elder"), _LANGUAGES.get(request.GET.get("lang", ""))
    if request.method not in ("GET", "HEAD") or (elder is None and language is None):
        return None
    rest = request.GET.copy()
    rest.pop("elder", None)
    rest.pop("lang", None)
    response: HttpResponse = redirect(request.path + (f"?{rest.urlencode()}" if rest else ""))
    if elder is not None:
        keep_density(response, "elder" if elder == "1" else "")
    if language:
        _set(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response
