"""The first time: an own password in place of the one given out, then the second factor, scanned by whoever holds it."""

from typing import cast

import segno
from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.ground.access import commands as access
from yiwang.ground.access import queries as accounts
from yiwang.ground.access.models import Account
from yiwang.kit.errors import Invalid
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.login.forms import CodeForm, NewPasswordForm
from yiwang.sites.workbench.login.views import hand_of, ip_of, locked_out

SECRET = "yw_first_secret"  # noqa: S105  the session's key for it, not the secret
_HALF_WAY = login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")


@require_http_methods(["GET", "POST"])
@_HALF_WAY
def password(request: HttpRequest) -> HttpResponse:
    """Step one: a password nobody else knows. Left half-way, the one-time password still opens."""
    account = _account(request)
    if account.temporary_until is None:
        return redirect("first_code")
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.cleaned_data["password"]
            access.choose_password(by=hand_of(account, request), account_id=account.pk, password=chosen)
            return redirect("first_code")
        except Invalid as error:
            add_invalid(form, error)
    status = 422 if form.errors else 200
    return render(request, "workbench/login/first.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@_HALF_WAY
def code(request: HttpRequest) -> HttpResponse:
    """Step two: scan the picture, type what the phone shows; that code signs in."""
    account = _account(request)
    if account.temporary_until is not None:
        return redirect("first_sign_in")
    if accounts.has_second_factor(account_id=account.pk):
        return redirect("mfa_authenticate")
    if accounts.is_locked(request=request, username=account.username):
        return locked_out(request)
    secret, form = _secret(request), CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, ip, typed = hand_of(account, request), ip_of(request), form.cleaned_data["code"]
        if access.enrol_own(by=by, account_id=account.pk, secret=secret, code=typed, ip_address=ip):
            del request.session[SECRET]
            return cast(HttpResponse, request._login_stage.exit())  # type: ignore[attr-defined]
        if access.note_failure(by=by, request=request, username=account.username, ip_address=ip):
            return locked_out(request)
        form.add_error("code", _("这个口令不对。请看手机上现在显示的6位数字，手机时间也要准。"))
    link = accounts.setup_link(account_id=account.pk, secret=secret)
    picture = segno.make(link, error="m", micro=False).svg_data_uri(scale=5, border=3)
    page = {"form": form, "picture": picture, "secret": secret, "username": account.username}
    return render(request, "workbench/login/first_code.html", page, status=422 if form.errors else 200)


def _account(request: HttpRequest) -> Account:
    """As it is now; the half-way login remembers only who it is."""
    return accounts.account(id=request._login_stage.login.user.pk)  # type: ignore[attr-defined]


def _secret(request: HttpRequest) -> str:
    """The secret shown on this visit, the same however often the page is opened; encrypted in the session."""
    if kept := request.session.get(SECRET):
        return accounts.shown(kept)
    secret = accounts.new_secret()
    request.session[SECRET] = accounts.hidden(secret)
    return secret
