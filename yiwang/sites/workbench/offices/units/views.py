"""Units: the tree, one of them, found, change, close, call off."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.ground.organisation import commands, queries
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.states import Permission
from yiwang.kit.actor import Actor
from yiwang.kit.clock import today
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.forms import lines
from yiwang.sites.workbench.offices.units import forms
from yiwang.sites.workbench.offices.units.pages import Asked, Hanging, TreePage, UnitPage, closing_steps, seat
from yiwang.sites.workbench.offices.views.shared import done, for_office, is_sure, say, show, typed


@for_office(Permission.MANAGE_UNITS, method="GET")
def tree(request: StaffRequest) -> HttpResponse:
    """The tree, narrowed by words, level, line and standing."""
    ask = request.GET
    asked = Asked(
        words=ask.get("q", "").strip(),
        level=ask.get("level", ""),
        line=ask.get("line", ""),
        standing=ask.get("standing", ""),
    )
    return show(request, "units/tree", page=TreePage.of(asked), asked=asked, lines=lines())


@for_office(Permission.MANAGE_UNITS, method="GET")
def unit(request: StaffRequest, code: str) -> HttpResponse:
    """One unit with all that hangs on it."""
    return show(request, "units/unit", page=UnitPage.of(queries.unit(code=code)))


@for_office(Permission.MANAGE_UNITS)
def found(request: StaffRequest) -> HttpResponse:
    """A new unit: its particulars, then where it would sit, then it stands."""
    above = request.GET.get("below", "")
    form = forms.FoundForm(request.POST or None, initial=_first(above))
    if is_sure(request) and (unit := done(request, form, commands.found_unit)):
        say(request, _("%(name)s设好了。") % {"name": unit.short_name})
        return redirect("offices:unit", unit.code)
    if request.method == "POST" and form.is_valid() and not is_sure(request):
        given = form.cleaned_data
        lines_ = seat(given["code"], given["short_name"] or given["name"])
        return show(request, "units/found_sure", form=form, seat=lines_, fields=typed(request))
    return show(request, "units/found", form=form)


@for_office(Permission.MANAGE_UNITS)
def change(request: StaffRequest, code: str) -> HttpResponse:
    """A unit's particulars."""
    unit = queries.unit(code=code)
    names = forms.UnitForm.base_fields
    form = forms.UnitForm(request.POST or None, initial={name: getattr(unit, name) for name in names})
    if done(request, form, _changed, code=code):
        say(request, _("%(name)s改好了。") % {"name": unit.short_name})
        return redirect("offices:unit", code)
    return show(request, "units/change", form=form, unit=unit)


@for_office(Permission.MANAGE_UNITS)
def close(request: StaffRequest, code: str) -> HttpResponse:
    """The end of a unit: what hangs on it, who takes over from when, what will happen, yes."""
    unit = queries.unit(code=code)
    form = forms.CloseForm(request.POST or None, unit_code=code, initial={"successor": request.GET.get("heir", "")})
    if is_sure(request) and done(request, form, commands.close_unit, code=code):
        say(request, _("%(name)s的撤销日期定好了，那天之前可以取消。") % {"name": unit.short_name})
        return redirect("offices:unit", code)
    hanging = Hanging.of(unit)
    if request.method == "POST" and form.is_valid() and not is_sure(request):
        heir = queries.unit(code=form.cleaned_data["successor"])
        steps = closing_steps(unit, heir, form.cleaned_data["last_day"] or today(), hanging)
        return show(request, "units/close_sure", form=form, unit=unit, heir=heir, steps=steps, fields=typed(request))
    return show(request, "units/close", form=form, unit=unit, hanging=hanging)


@for_office(Permission.MANAGE_UNITS, method="POST")
def keep(request: StaffRequest, code: str) -> HttpResponse:
    """Call a closing off."""
    unit = commands.keep_unit(by=request.actor, code=code)
    say(request, _("撤销取消了，%(name)s照常。") % {"name": unit.short_name})
    return redirect("offices:unit", code)


@for_office(Permission.MANAGE_UNITS, method="POST")
def ask_again(request: StaffRequest, code: str) -> HttpResponse:
    """Ask for the posts of a closing unit anew in its successor."""
    count = commands.ask_again_for_unit(by=request.actor, code=code)
    say(
        request,
        _("提请了%(n)d项授权，等安全管理员批准。") % {"n": count} if count else _("没有要提请的，都提请过了。"),
    )
    return redirect("offices:unit", code)


def _first(above: str) -> dict[str, Any]:
    code = queries.code_below(code=above) if above and queries.unit(code=above) else ""
    return {"lines": ["*"], "code": code}


def _changed(*, by: Actor, code: str, **changes: Any) -> Unit:
    changes["short_name"] = changes["short_name"] or queries.unit(code=code).short_name
    return commands.change_unit(by=by, code=code, changes=changes)
