"""One's own data: seen, asked about, fetched. Whoever has no session open goes to its door."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases.counter import commands, queries
from yiwang.cases.counter.commands import Wish
from yiwang.cases.rights.states import RequestKind
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.sites.portal import cookies
from yiwang.sites.portal.mine import pages
from yiwang.sites.portal.mine.forms import AskForm
from yiwang.sites.portal.mine.pages import LookLine
from yiwang.sites.portal.web import add_error, citizen, personal
from yiwang.sites.ui.sayings import say

P = ParamSpec("P")
ASKED = frozenset({RequestKind.COPY, RequestKind.CORRECT, RequestKind.ERASE, RequestKind.EXPLAIN})
"""What has a page of its own; a look is questioned from the look."""


def of_holder(
    view: Callable[Concatenate[HttpRequest, str, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Gives the view the phone whose session is open in this browser; without one the way leads to the door."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        phone = queries.phone_of(token=cookies.mine_token(request))
        if not phone:
            return cookies.drop_mine(redirect("portal:mine"))
        return view(request, phone, *args, **kwargs)

    return personal(answer)


@of_holder
@require_safe
def data(request: HttpRequest, phone: str) -> HttpResponse:
    """Who looked, and what was asked. The first time it takes a moment: the inner side makes it when it is asked for."""
    commands.see_mine(by=citizen(request), phone=phone)
    sight, files = queries.personal_view(phone=phone), queries.files_of(phone=phone)
    page = pages.data(phone, sight, files, sent=request.GET.get("sent", ""))
    return render(request, "portal/mine/data.html", {"page": page})


@of_holder
@require_safe
def request_page(request: HttpRequest, phone: str, number: str) -> HttpResponse:
    """One request with its answer, its ground and what may be done against it."""
    page = pages.request(queries.personal_view(phone=phone), number)
    return render(request, "portal/mine/request.html", {"page": page})


@of_holder
@require_POST
def fetch(request: HttpRequest, phone: str, key: str) -> HttpResponse:
    """The copy, once. By a button and not by opening an address, so that nothing fetches it ahead."""
    try:
        copy = commands.fetch_copy(by=citizen(request), phone=phone, key=key)
    except Refused as error:
        return render(request, "portal/mine/gone.html", {"why": say(error.message)}, status=409)
    return HttpResponse(
        copy.data, content_type=copy.mime,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(copy.name)}", "X-Content-Type-Options": "nosniff",
        },
    )  # fmt: skip


@of_holder
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, phone: str, kind: str) -> HttpResponse:
    """A copy, a correction, an erasure, an explanation."""
    if kind not in frozenset(one.value for one in ASKED):
        raise Missing
    return _ask(request, phone, kind)


@of_holder
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, phone: str, key: str) -> HttpResponse:
    """A look that its person does not understand goes to 督察, past who looked."""
    shown = pages.look(queries.personal_view(phone=phone), key)
    return _ask(request, phone, RequestKind.LOOK.value, shown, key)


def _ask(request: HttpRequest, phone: str, kind: str, shown: LookLine | None = None, look: str = "") -> HttpResponse:
    files = [(one.number, one.number) for one in queries.files_of(phone=phone)]
    new = {"nonce": secrets.token_urlsafe(32)}
    form = AskForm(request.POST if request.method == "POST" else None, kind=kind, files=files, initial=new)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            wish = Wish(
                key=told.pop("nonce"), phone=phone, kind=kind, look=look, numbers=tuple(told.pop("numbers", ())), **told
            )
            commands.ask_data(by=citizen(request), wish=wish)
            sight = queries.personal_view(phone=phone)
            return redirect(f"{reverse('portal:my_data')}?sent={sight.version if sight else 0}")
        except Invalid as error:
            add_error(form, error)
    page = pages.ask(kind, shown)
    return render(request, "portal/mine/ask.html", {"page": page, "form": form}, status=422 if form.errors else 200)
