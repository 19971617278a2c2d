"""Requests about one's own data: the list, one of them, what is kept, the first hand and the second."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.rights import commands, queries
from yiwang.cases.rights.models import DataRequest
from yiwang.cases.rights.policies import Hand
from yiwang.ground.organisation.states import Role
from yiwang.sites.workbench.desk.views.shared import for_staff, once
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.rights.forms import BackForm, CheckForm, DecideForm
from yiwang.sites.workbench.rights.pages import ListPage, RequestPage

HANDS = (*sorted(queries.HANDS), Role.INSPECTOR)


def _found(request: StaffRequest, number: str) -> DataRequest:
    return queries.get_request(for_=request.actor, number=number, reach=request.reach)


def _show(request: StaffRequest, found: DataRequest, *, form: BaseForm | None = None, **more: Any) -> HttpResponse:
    page = RequestPage.of(Hand(request.actor, request.reach), found, more.pop("held", None))
    forms = {
        "checking": CheckForm(request=found),
        "agreeing": DecideForm(request=found),
        "returning": BackForm(request=found),
    }
    for name, kind in (("checking", CheckForm), ("agreeing", DecideForm), ("returning", BackForm)):
        if isinstance(form, kind):
            forms[name] = form
    refused = form is not None and form.errors
    return render(
        request, "workbench/rights/one.html", {"page": page, "form": form, **forms}, status=422 if refused else 200
    )


@for_staff(roles=HANDS)
def requests(request: StaffRequest) -> HttpResponse:
    """What waits, what is due first on top; or what is over."""
    page = ListPage.of(request.reach, is_open="done" not in request.GET)
    return render(request, "workbench/rights/list.html", {"page": page})


@for_staff(roles=HANDS)
def one(request: StaffRequest, number: str) -> HttpResponse:
    """One request."""
    return _show(request, _found(request, number))


@for_staff(roles=HANDS)
def held(request: StaffRequest, number: str) -> HttpResponse:
    """What every room keeps of who asked, in numbers; asking for it is on record."""
    if request.method != "POST":
        return redirect("rights:one", number)
    found = _found(request, number)
    return _show(request, found, held=commands.open_holdings(by=request.actor, request_id=found.pk))


@for_staff(roles=HANDS, method="POST")
def check(request: StaffRequest, number: str) -> HttpResponse:
    """The first hand."""
    found = _found(request, number)
    form = CheckForm(request.POST, request=found)
    given = form.cleaned_data if form.is_valid() else {}

    def act() -> object:
        asked = {name: given[name] for name in ("decision", "ground", "answer", "version")}
        return commands.check(by=request.actor, request_id=found.pk, **asked)

    return once(request, form, act, to=reverse("rights:one", args=[number]), said=_("记下了。")) or _show(
        request, found, form=form
    )


@for_staff(roles=HANDS, method="POST")
def decide(request: StaffRequest, number: str) -> HttpResponse:
    """The second hand agrees."""
    return _second(request, number, DecideForm, agrees=True)


@for_staff(roles=HANDS, method="POST")
def send_back(request: StaffRequest, number: str) -> HttpResponse:
    """The second hand does not."""
    return _second(request, number, BackForm, agrees=False)


def _second(
    request: StaffRequest, number: str, kind: type[DecideForm] | type[BackForm], *, agrees: bool
) -> HttpResponse:
    found = _found(request, number)
    form = kind(request.POST, request=found)

    def act() -> object:
        given = form.cleaned_data
        return commands.decide(
            by=request.actor,
            request_id=found.pk,
            agrees=agrees,
            reason=given.get("reason", ""),
            version=given["version"],
        )

    said = _("同意了，答复马上发出。") if agrees else _("退回了。")
    return once(request, form, act, to=reverse("rights:one", args=[number]), said=said) or _show(
        request, found, form=form
    )
