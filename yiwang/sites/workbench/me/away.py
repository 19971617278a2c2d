"""外出委托: naming a deputy for days away, and ending it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yiwang.ground.organisation import commands
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.states import Permission
from yiwang.kit import clock
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.middleware import StaffRequest


class AwayForm(forms.Form):
    """Who, from when to when, why."""

    deputy = forms.CharField(
        label=gettext_lazy("请谁代办"), max_length=60, widget=forms.TextInput({"list": "colleagues", "autocomplete": "off"}),
        help_text=gettext_lazy("写姓名，重名的写用户名。这几天他能审您能审的件；他自己起草的、您起草的，都不能由他审。"),
        error_messages={"required": gettext_lazy("请写一位同事的姓名")},
    )  # fmt: skip
    valid_from = forms.DateField(
        label=gettext_lazy("从哪天起"), widget=forms.DateInput({"type": "date"}),
        error_messages={"required": gettext_lazy("请填开始的日子")},
    )  # fmt: skip
    valid_to = forms.DateField(
        label=gettext_lazy("到哪天止"), widget=forms.DateInput({"type": "date"}), help_text=gettext_lazy("含当天，最长90天。"),
        error_messages={"required": gettext_lazy("请填结束的日子")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("事由"), max_length=100, help_text=gettext_lazy("例如“出差”“休假”“学习”。审计管理员看得到。"),
        error_messages={"required": gettext_lazy("请写事由")},
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"valid_from": clock.today().isoformat()})

    def clean_deputy(self) -> int:
        """The key of whoever is called so, in service."""
        text = self.cleaned_data["deputy"].strip()
        found: list[Officer] = [one for one in organisation.officers_named(text=text) if one.is_active]
        if not found:
            raise forms.ValidationError(_("没有叫“%(text)s”的在职同事，请写全名或用户名") % {"text": text})
        if len(found) > 1:
            named = "、".join(f"{one.code}（{one.unit.short_name}）" for one in found)
            raise forms.ValidationError(_("有几位同名，请写用户名：%(named)s") % {"named": named})
        return found[0].pk


@never_cache
@require_http_methods(["GET", "POST"])
def away(request: StaffRequest) -> HttpResponse:
    """What runs and is to come, and the form for whoever approves by own posts."""
    may = request.reach.own.may(Permission.APPROVE)
    people = organisation.deputies_for(officer_id=request.officer.pk) if may else []
    form = AwayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = {name: value for name, value in form.cleaned_data.items() if name != "deputy"}
            commands.name_deputy(by=request.actor, deputy_id=form.cleaned_data["deputy"], **given)
        except Invalid as error:
            add_invalid(form, error)
        except (Conflict, Refused) as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("委托好了，对方已收到通知。您随时可以收回。"))
            return redirect("me:away")
    rows = organisation.delegations_of(officer_id=request.officer.pk)
    page = {"form": form, "rows": rows, "may": may, "people": people, "me": request.officer.pk, "today": clock.today()}
    return render(request, "workbench/me/away.html", page, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def release(request: StaffRequest, delegation_id: int) -> HttpResponse:
    """Asked first, for the deputy loses the sight of files at once."""
    row = organisation.delegation(id=delegation_id)
    if request.method == "POST":
        commands.release_deputy(by=request.actor, delegation_id=delegation_id)
        messages.success(request, _("委托结束了。"))
        return redirect("me:away")
    if request.officer.pk not in (row.officer_id, row.deputy_id) or row.ended_at:
        return redirect("me:away")
    return render(request, "workbench/me/release.html", {"row": row, "is_mine": row.officer_id == request.officer.pk})
