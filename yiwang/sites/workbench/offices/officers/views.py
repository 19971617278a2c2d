"""Officers: the list, one of them, enlisted, changed, suspended, back."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.ground.organisation import commands, policies, queries
from yiwang.ground.organisation.commands import SignIn
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.queries import People
from yiwang.ground.organisation.states import Permission
from yiwang.kit.actor import Actor
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.forms import ReasonForm, units
from yiwang.sites.workbench.offices.officers import forms
from yiwang.sites.workbench.offices.officers.pages import FIELDS, ListPage, OfficerPage, Slip
from yiwang.sites.workbench.offices.views.shared import done, for_office, is_sure, say, show, typed


@for_office(Permission.MANAGE_OFFICERS, method="GET")
def officers(request: StaffRequest) -> HttpResponse:
    """Everybody in service, narrowed by words, unit and standing."""
    ask = request.GET
    asked = People(words=ask.get("q", "").strip(), unit=ask.get("unit", ""), standing=ask.get("standing", ""))
    text = ask.get("page", "1")
    page = int(text) if text.isdecimal() and len(text) < 6 else 1
    return show(
        request, "officers/list", page=ListPage.of(asked, max(page, 1)), asked=asked, units=units(queries.units())
    )


@for_office(Permission.MANAGE_OFFICERS, method="GET")
def officer(request: StaffRequest, officer_id: int) -> HttpResponse:
    """One officer."""
    return show(request, "officers/officer", page=OfficerPage.of(queries.officer(id=officer_id), request.actor))


@for_office(Permission.MANAGE_OFFICERS)
def enlist(request: StaffRequest) -> HttpResponse:
    """A new officer; the answer shows the one-time password, once."""
    form = forms.EnlistForm(request.POST or None, initial={"unit_code": request.GET.get("unit", "")})
    if sign_in := done(request, form, commands.enlist_officer):
        return _once(request, sign_in)
    return show(request, "officers/enlist", form=form)


@for_office(Permission.MANAGE_OFFICERS)
def change(request: StaffRequest, officer_id: int) -> HttpResponse:
    """What is kept of somebody."""
    officer = queries.officer(id=officer_id)
    form = forms.PersonForm(request.POST or None, initial={name: getattr(officer, name) for name in FIELDS})
    if done(request, form, _changed, officer_id=officer_id):
        say(request, _("%(name)s的资料改好了。") % {"name": officer.name})
        return redirect("offices:officer", officer_id)
    return show(request, "officers/change", form=form, officer=officer)


@for_office(Permission.MANAGE_OFFICERS)
def renew_sign_in(request: StaffRequest, officer_id: int) -> HttpResponse:
    """A new one-time password for a lost phone or a forgotten one; the answer shows it, once."""
    officer = queries.officer(id=officer_id)
    if is_sure(request):
        return _once(request, commands.renew_sign_in(by=request.actor, officer_id=officer_id))
    is_held = bool(queries.open_posts_of(officer_id=officer_id))
    verdict = policies.may_renew_sign_in(request.actor, officer_id)
    return show(request, "officers/renew", officer=officer, is_held=is_held, verdict=verdict, fields=[("sure", "1")])


@for_office(Permission.MANAGE_OFFICERS)
def suspend(request: StaffRequest, officer_id: int) -> HttpResponse:
    """No sign-in from now on, for as long as it lasts."""
    officer = queries.officer(id=officer_id)
    form = ReasonForm(request.POST or None)
    if done(request, form, commands.suspend_officer, officer_id=officer_id):
        say(request, _("%(name)s停用了，账号已经不能登录。") % {"name": officer.name})
        return redirect("offices:officer", officer_id)
    page = OfficerPage.of(officer, request.actor)
    return show(request, "officers/suspend", form=form, page=page, fields=typed(request))


@for_office(Permission.MANAGE_OFFICERS)
def resume(request: StaffRequest, officer_id: int) -> HttpResponse:
    """Back in service."""
    officer = queries.officer(id=officer_id)
    form = ReasonForm(request.POST or None)
    if done(request, form, commands.resume_officer, officer_id=officer_id):
        say(request, _("%(name)s恢复了，可以用原来的密码登录。") % {"name": officer.name})
        return redirect("offices:officer", officer_id)
    return show(request, "officers/resume", form=form, officer=officer)


def _changed(*, by: Actor, officer_id: int, **changes: str) -> Officer:
    return commands.change_officer(by=by, officer_id=officer_id, changes=changes)


def _once(request: StaffRequest, sign_in: SignIn) -> HttpResponse:
    return show(request, "officers/slip", slips=[Slip.of(sign_in)])
