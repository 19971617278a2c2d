"""Nobody but staff: every address of the workbench leads a stranger to the login page."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.queries import NOWHERE, Reach
from yiwang.kit.actor import Actor

Answer = Callable[[HttpRequest], HttpResponse]

PUBLIC = frozenset(
    {
        "first_sign_in",
        "first_code",
        "account_login",
        "mfa_authenticate",
        "account_logout",
        "healthz",
        "health:metrics",
        "language",
    }
)
"""Names of the addresses a stranger may open; static files are served before anything of this is asked."""


class StaffRequest(HttpRequest):
    """A request as views behind the middleware see it."""

    officer: Officer
    actor: Actor
    reach: Reach
    request_id: str


class StaffOnlyMiddleware:
    """Attaches officer, actor and reach; sends strangers to the login page, an address that does not exist to 404."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say who asks. `reach` is read only where a page looks at it: one query."""
        officer = _officer_of(request)
        staff = cast(StaffRequest, request)
        staff.officer = officer  # type: ignore[assignment]
        staff.reach = NOWHERE
        if officer:
            actor = organisation.actor_for(officer=officer, request_id=getattr(request, "request_id", ""))
            staff.actor = actor
            staff.reach = cast(Reach, SimpleLazyObject(lambda: organisation.reach(by=actor)))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Django has found the address; a stranger sees no more of it than the way in."""
        match = request.resolver_match
        if cast(StaffRequest, request).officer or (match and match.view_name in PUBLIC):
            return None
        return _to_login(request)


def _officer_of(request: HttpRequest) -> Officer | None:
    if not request.user.is_authenticated:
        return None
    return organisation.officer_of_account(account_id=request.user.pk)


def _to_login(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else ""
    url = reverse("account_login") + (f"?{urlencode({'next': back})}" if back not in ("", "/") else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
