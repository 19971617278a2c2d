"""查自己的车、驾驶证、违法: for the holder of a phone whose list stands open; the inner side says whether they proved who they
are, and asks the register.
"""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.cases.counter import commands, queries
from yiwang.cases.counter.commands import Own
from yiwang.kit.errors import Invalid
from yiwang.sites.portal.mine import own_pages as pages
from yiwang.sites.portal.mine.forms import OwnForm
from yiwang.sites.portal.mine.views import of_holder
from yiwang.sites.portal.web import add_error, citizen


@of_holder
@require_http_methods(["GET", "HEAD", "POST"])
def registers(request: HttpRequest, phone: str) -> HttpResponse:
    """Ask, and read what came back for as long as it holds."""
    sight = queries.personal_view(phone=phone)
    new = {"nonce": secrets.token_urlsafe(32)}
    form = OwnForm(request.POST if request.method == "POST" else None, initial=new)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            commands.ask_own(by=citizen(request), own=Own(key=told.pop("nonce"), phone=phone, **told))
            return redirect(f"{reverse('portal:my_registers')}?sent={sight.version if sight else 0}")
        except Invalid as error:
            add_error(form, error)
    page = pages.registers(phone, sight, sent=request.GET.get("sent", ""))
    shown = {"page": page, "form": form}
    return render(request, "portal/mine/registers.html", shown, status=422 if form.errors else 200)


@of_holder
@require_POST
def again(request: HttpRequest, phone: str) -> HttpResponse:
    """One that the register did not answer is tried once more."""
    key, round = (request.POST.get(name, "") for name in ("key", "round"))
    sight = queries.personal_view(phone=phone)
    if sight and key.isdecimal() and round.isdecimal():
        commands.ask_again(by=citizen(request), phone=phone, key=int(key[:18]), round=int(round[:4]))
    return redirect(f"{reverse('portal:my_registers')}?sent={sight.version if sight else 0}")
