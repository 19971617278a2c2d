"""Whoever does nothing for long is asked to sign in again, and finds what was typed where it was."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode, urlsplit

from django.contrib.auth import logout, user_logged_in
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yiwang.ground.access import commands as access
from yiwang.ground.organisation.states import Role
from yiwang.kit import clock
from yiwang.kit.settings import settings
from yiwang.sites.ui.errors import SECRET
from yiwang.sites.workbench.middleware import StaffRequest

Answer = Callable[[HttpRequest], HttpResponse]
BEGAN, SEEN = "yw_began", "yw_seen"
"""Keys of the session: when it was signed in, when its holder last did something (seconds since 1970)."""
NOTED_EVERY = 60
"""Seconds; the session is written once a minute at most."""
ON_DUTY = frozenset({Role.DUTY_OFFICER, Role.DUTY_LEADER})
"""Their open page is their presence: the alarm strip asks by itself every ten seconds and must go on ringing."""


class IdleMiddleware:
    """Ends a session that stood idle for `idle_minutes`, or is older than `session_hours`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Stands behind `StaffOnlyMiddleware`, which says who asks."""
        staff = cast(StaffRequest, request)
        if not staff.officer:
            return self.get_response(request)
        now, kept = _now(), request.session
        began, seen = int(kept.get(BEGAN, now)), int(kept.get(SEEN, now))
        if now - seen > settings().idle_minutes * 60 or now - began > settings().session_hours * 3600:
            return _ended(staff)
        if (now - seen >= NOTED_EVERY or BEGAN not in kept) and _is_presence(staff):
            kept[BEGAN], kept[SEEN] = began, now
        return self.get_response(request)


def note_sign_in(request: HttpRequest, **_more: object) -> None:
    """A fresh session begins now."""
    request.session[BEGAN] = request.session[SEEN] = _now()


user_logged_in.connect(note_sign_in, dispatch_uid="yiwang.idle")


def _now() -> int:
    return int(clock.now().timestamp())


def _is_presence(request: StaffRequest) -> bool:
    """What a page asks by itself is nobody's doing, except where keeping watch is the work."""
    return request.path != reverse("workbench:alarm_strip") or bool(request.reach.roles & ON_DUTY)


def _ended(request: StaffRequest) -> HttpResponse:
    access.sign_out(by=request.actor, account_id=request.officer.account_id)
    who, typed = request.officer.code, _typed(request)
    is_strip = request.path == reverse("workbench:alarm_strip")
    logout(request)
    request.officer = None  # type: ignore[assignment]
    if is_strip:
        return render(request, "workbench/login/idle_strip.html")
    if request.method == "POST":
        return _keeping(request, who, typed)
    url = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path(), 'idle': 1})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _keeping(request: StaffRequest, who: str, typed: list[tuple[str, str]]) -> HttpResponse:
    """What was sent stands on the page; script keeps it in this tab until the same officer is back where it was typed."""
    back = _page_of(request)
    url = f"{reverse('account_login')}?{urlencode({'next': back, 'idle': 1})}"
    page = {"typed": typed, "back": back.partition("?")[0], "who": who, "url": url}
    answer = render(request, "workbench/login/idle.html", page, status=403)
    if request.headers.get("HX-Request"):
        answer["HX-Retarget"] = answer["HX-Reselect"] = "#main"
        answer["HX-Reswap"] = "outerHTML show:window:top"
    answer["Cache-Control"] = "no-store"
    return answer


def _typed(request: StaffRequest) -> list[tuple[str, str]]:
    """What people wrote; tokens, marks of the form itself and passwords are left out."""
    if request.method != "POST" or SECRET & request.POST.keys():
        return []
    own = {"csrfmiddlewaretoken", "sure", "version", "nonce"}
    return [(name, str(value)) for name, many in request.POST.lists() if name not in own for value in many if value]


def _page_of(request: StaffRequest) -> str:
    """The page the form stood on; its own address where the browser does not say."""
    came = urlsplit(request.headers.get("Referer", ""))
    is_ours = came.netloc == request.get_host() and came.path
    return came.path + (f"?{came.query}" if came.query else "") if is_ours else "/"
