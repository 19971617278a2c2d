"""The system office: units, officers with their accounts, drafts of the rules."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.ground.access import queries as access
from yiwang.ground.organisation import commands, queries
from yiwang.ground.organisation.commands import SignIn
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.states import Permission
from yiwang.ground.rules import commands as rules_commands
from yiwang.ground.rules import queries as rules_queries
from yiwang.ground.rules.states import Kind
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices import forms
from yiwang.sites.workbench.offices.pages import OfficerLine, UnitLine
from yiwang.sites.workbench.offices.views.shared import done, for_office, say, show


@for_office(Permission.MANAGE_UNITS)
def units(request: StaffRequest) -> HttpResponse:
    """The tree, closed units too."""
    return show(request, "units", units=[UnitLine.of(unit) for unit in queries.every_unit()])


@for_office(Permission.MANAGE_UNITS)
def found_unit(request: StaffRequest) -> HttpResponse:
    """A new unit."""
    form = forms.FoundForm(request.POST or None, initial={"lines": ["*"], "code": request.GET.get("below", "")})
    if unit := done(request, form, commands.found_unit):
        say(request, _("%(name)s设好了。") % {"name": unit.short_name})
        return redirect("offices:units")
    return show(request, "form", form=form, title=_("设立单位"), verb=_("设立"), back="offices:units")


@for_office(Permission.MANAGE_UNITS)
def change_unit(request: StaffRequest, code: str) -> HttpResponse:
    """A unit's particulars."""
    unit = queries.unit(code=code)
    names = forms.UnitForm.base_fields
    form = forms.UnitForm(request.POST or None, initial={name: getattr(unit, name) for name in names})
    if done(request, form, _changed, code=code):
        say(request, _("%(name)s改好了。") % {"name": unit.short_name})
        return redirect("offices:units")
    return show(request, "unit", form=form, unit=unit)


@for_office(Permission.MANAGE_UNITS)
def close_unit(request: StaffRequest, code: str) -> HttpResponse:
    """The end of a unit, with its successor."""
    unit = queries.unit(code=code)
    form = forms.CloseForm(request.POST or None, initial={"successor": unit.parent.code if unit.parent else ""})
    if done(request, form, commands.close_unit, code=code):
        say(request, _("%(name)s撤销了，以后的件由接管单位办。") % {"name": unit.short_name})
        return redirect("offices:units")
    title = _("撤销%(name)s") % {"name": unit.short_name}
    return show(request, "form", form=form, title=title, verb=_("撤销这个单位"), back="offices:units", tone="bad")


@for_office(Permission.MANAGE_OFFICERS)
def officers(request: StaffRequest) -> HttpResponse:
    """Everybody, or those whose name, code, badge or unit holds the words."""
    text = request.GET.get("q", "").strip()
    lines = [OfficerLine.of(officer) for officer in queries.every_officer()]
    found = [line for line in lines if not text or text in f"{line.name} {line.code} {line.badge_no} {line.unit}"]
    return show(request, "officers", officers=found, text=text)


@for_office(Permission.MANAGE_OFFICERS)
def enlist(request: StaffRequest) -> HttpResponse:
    """A new officer; the answer shows the second factor, once."""
    form = forms.EnlistForm(request.POST or None)
    if sign_in := done(request, form, commands.enlist_officer):
        return _once(request, sign_in)
    return show(request, "form", form=form, title=_("登记人员"), verb=_("登记并开通账号"), back="offices:officers")


@for_office(Permission.MANAGE_OFFICERS)
def renew_sign_in(request: StaffRequest, officer_id: int) -> HttpResponse:
    """New password and second factor for a lost phone; the answer shows the second factor, once."""
    officer = queries.officer(id=officer_id)
    form = forms.PasswordForm(request.POST or None)
    if sign_in := done(request, form, commands.renew_sign_in, officer_id=officer_id):
        return _once(request, sign_in)
    title = _("给%(name)s重发登录凭据") % {"name": officer.name}
    return show(request, "form", form=form, title=title, verb=_("重发"), back="offices:officers")


@for_office(Permission.MANAGE_OFFICERS)
def suspend(request: StaffRequest, officer_id: int) -> HttpResponse:
    """Let somebody go."""
    officer = queries.officer(id=officer_id)
    form = forms.ReasonForm(request.POST or None)
    if done(request, form, commands.suspend_officer, officer_id=officer_id):
        say(request, _("%(name)s停用了，账号已经不能登录。") % {"name": officer.name})
        return redirect("offices:officers")
    title = _("停用%(name)s") % {"name": officer.name}
    return show(request, "form", form=form, title=title, verb=_("停用"), back="offices:officers", tone="bad")


@for_office(Permission.DRAFT_RULES)
def rules(request: StaffRequest) -> HttpResponse:
    """Every kind of rules with the version in force, and what waits for approval."""
    kinds = [(kind, rules_queries.approved(kind=kind)) for kind in Kind]
    waiting = [(Kind(draft.kind), draft) for draft in rules_queries.waiting()]
    return show(request, "rules", kinds=kinds, waiting=waiting)


@for_office(Permission.DRAFT_RULES)
def draft_rules(request: StaffRequest, kind: str) -> HttpResponse:
    """The versions of a kind, and a new draft that begins with the approved one."""
    if kind not in list(Kind):
        raise Missing
    approved = rules_queries.approved(kind=kind)
    form = forms.RulesForm(request.POST or None, initial={"payload": approved.payload if approved else []})
    if done(request, form, rules_commands.draft, kind=kind):
        say(request, _("草稿交给安全管理员批准了，批准前不生效。"))
        return redirect("offices:rules")
    versions = list(rules_queries.rulesets(kind=kind))
    return show(request, "draft", form=form, kind=Kind(kind), versions=versions)


def _changed(*, by: Actor, code: str, **changes: Any) -> Unit:
    changes["short_name"] = changes["short_name"] or queries.unit(code=code).short_name
    return commands.change_unit(by=by, code=code, changes=changes)


def _once(request: StaffRequest, sign_in: SignIn) -> HttpResponse:
    link = access.setup_link(account_id=sign_in.officer.account_id, secret=sign_in.totp_secret)
    return show(request, "sign_in", officer=sign_in.officer, totp_secret=sign_in.totp_secret, link=link)
