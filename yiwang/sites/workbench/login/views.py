"""Password, code, out. django-allauth holds the half-way state; nobody is signed in before the code was right."""

from typing import Any, cast

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView
from allauth.mfa.stages import AuthenticateStage
from django.contrib.auth import logout
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic.edit import FormView

from yiwang.ground.access import commands as access
from yiwang.ground.access import queries as accounts
from yiwang.ground.access.models import Account
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor
from yiwang.sites.workbench import nav
from yiwang.sites.workbench.login.forms import CodeForm, PasswordForm
from yiwang.sites.workbench.login.pages import code_for, password_for, personas
from yiwang.sites.workbench.middleware import StaffRequest

STOPPED = ("no_factor", "held", "lapsed", "idle")
"""Why somebody is back at the login page, as its address says it."""


class PasswordView(LoginView):
    """First step. Whatever is wrong, the answer is the same: it does not tell which names exist."""

    form_class = PasswordForm
    template_name = "workbench/login/password.html"

    def get_initial(self) -> dict[str, str]:
        """One click on a persona of the demo fills the form."""
        code = self.request.GET.get("as", "")
        return {"login": code, "password": password_for(code)} if password_for(code) else {}

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Ours alone: the library's would hide `site`."""
        extra = {"personas": personas(), "why": next((w for w in STOPPED if w in self.request.GET), "")}
        return FormView.get_context_data(self, **more) | extra | {"next": self.request.GET.get("next", "")}

    def form_invalid(self, form: PasswordForm) -> HttpResponse:
        """A wrong password: axes has counted it; a lock goes on record."""
        name = form.cleaned_data.get("login", "")
        if name and form.cleaned_data.get("password"):
            access.note_failure(
                by=hand_of(None), request=self.request, username=name, ip_address=ip_of(self.request), counted=True
            )
        return cast(HttpResponse, super().form_invalid(form))


@require_http_methods(["GET", "POST"])
@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")
def code(request: HttpRequest) -> HttpResponse:
    """Second step: the right code, never used before, opens; a wrong one counts like a wrong password."""
    stage = request._login_stage  # type: ignore[attr-defined]
    account: Account = stage.login.user
    form = CodeForm(request.POST or None, initial={"code": code_for(account.pk)})
    if accounts.is_locked(request=request, username=account.username):
        return locked_out(request)
    if request.method == "POST" and form.is_valid():
        by, ip = hand_of(account, request), ip_of(request)
        if access.accept_code(by=by, account_id=account.pk, code=form.cleaned_data["code"], ip_address=ip):
            return cast(HttpResponse, stage.exit())
        if access.note_failure(by=by, request=request, username=account.username, ip_address=ip):
            return locked_out(request)
        form.add_error("code", _("这个口令不对，或者已经用过。请等手机上换了新的再填。"))
    return render(request, "workbench/login/code.html", {"form": form})


@require_http_methods(["POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Out."""
    if request.user.is_authenticated:
        access.sign_out(by=hand_of(request.user, request), account_id=request.user.pk)
    logout(request)
    return redirect("account_login")


def _is_phone(request: HttpRequest) -> bool:
    """What the browser says of itself; a wrong guess costs one tap."""
    said = request.headers.get("Sec-CH-UA-Mobile", "")
    return said == "?1" if said else "Mobi" in request.headers.get("User-Agent", "")


def home(request: StaffRequest) -> HttpResponse:
    """The first place of the rail, or a page that says how to get a grant."""
    if url := nav.home(reach=request.reach, is_phone=_is_phone(request)):
        return HttpResponseRedirect(url)
    return render(request, "workbench/login/nothing.html", {"words": nav.nothing_yet()})


@require_http_methods(["GET"])
def alive(request: HttpRequest) -> HttpResponse:
    """For the supervisor of processes: this door answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def locked_out(request: HttpRequest, *_more: object) -> HttpResponse:
    """Failed too often: how long, and who can help."""
    clear_login(request)
    return render(request, "workbench/login/locked.html", status=429)


def hand_of(account: Account | None, request: HttpRequest | None = None) -> Actor:
    """The officer behind an account as the acting hand; the house itself where there is none."""
    officer = organisation.officer_of_account(account_id=account.pk) if account else None
    if officer is None:
        return Actor.system("login", door="workbench")
    return organisation.actor_for(officer=officer, request_id=getattr(request, "request_id", ""))


def ip_of(request: HttpRequest) -> str:
    """Where the request came from."""
    return str(getattr(request, "axes_ip_address", None) or request.META.get("REMOTE_ADDR", ""))
