"""Calls: their list, one of them with the caller's history and what it came to, and its recording."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.states import DESK
from yiwang.cases.centre import commands, policies, queries
from yiwang.cases.centre.models import Call
from yiwang.cases.centre.states import HEARERS, WrapUp
from yiwang.kit.errors import Conflict
from yiwang.sites.ui.pages import KeyHint
from yiwang.sites.workbench.centre.forms import CallsForm, HearForm, WrapUpForm
from yiwang.sites.workbench.centre.pages.call import CallPage
from yiwang.sites.workbench.centre.pages.calls import CallsPage
from yiwang.sites.workbench.desk.views.shared import for_staff, once
from yiwang.sites.workbench.middleware import StaffRequest

LISTENERS = frozenset((*DESK, *HEARERS))


def is_desk(request: StaffRequest) -> bool:
    """Whether the desk's home is open to this officer; who only listens has the lists."""
    return bool(policies.may_sit(request.reach))


@for_staff(roles=LISTENERS)
def calls(request: StaffRequest) -> HttpResponse:
    """Every call of the desk, newest first, by where it stands."""
    page = CallsPage.of(request.actor, request.reach, CallsForm(request.GET).said)
    return render(request, "workbench/centre/calls.html", {"page": page, "is_desk": is_desk(request)})


@for_staff(roles=LISTENERS)
def call(request: StaffRequest, call_id: int) -> HttpResponse:
    """One call. What is shown of the caller is on record as looked at; what it came to is said here."""
    found = queries.get_call(for_=request.actor, call_id=call_id, reach=request.reach)
    form = WrapUpForm(request.POST or None, initial={"wrap_up": found.wrap_up, "note": found.note})
    try:
        done = once(
            request, form,
            lambda: commands.wrap_up_call(
                by=request.actor, call_id=call_id, wrap_up=WrapUp(form.cleaned_data["wrap_up"]), note=form.cleaned_data["note"]
            ),
            to=reverse("centre:home"), said=_("这个电话整理好了。"),
        )  # fmt: skip
    except Conflict as error:
        done = None
        form.add_error(None, error.message)
    return done or _shown(request, found, form)


def _shown(request: StaffRequest, found: Call, form: WrapUpForm) -> HttpResponse:
    caller = None
    if found.number and policies.may_sit(request.reach):
        caller = commands.look_up_caller(
            by=request.actor, phone=found.number, purpose=commands.ON_THE_LINE, call_id=found.pk
        )  # fmt: skip
    chosen = str(form["wrap_up"].value() or "")
    page = CallPage.of(request.actor, request.reach, found, caller, chosen=chosen)
    shown: dict[str, Any] = {
        "page": page,
        "form": form,
        "history": page.history,
        "ring": page.ring,
        "keys": _keys(page),
        "is_desk": is_desk(request),
    }
    return render(request, "workbench/centre/call.html", shown, status=422 if form.errors else 200)


def _keys(page: CallPage) -> list[KeyHint]:
    ways = [KeyHint(key=one.key, label=one.label) for one in page.ways]
    return [
        *ways,
        *([KeyHint(key="0", label=_("转110"))] if page.to_110 else []),
        KeyHint(key="1—9", label=_("选结果")),
        KeyHint(key="⏎", label=_("整理好了")),
        KeyHint(key="Esc", label=_("回服务中心")),
    ]


@for_staff(roles=LISTENERS)
def recording(request: StaffRequest, call_id: int) -> HttpResponse:
    """听录音: what for is asked first; the link stands in the answer to this very request and nowhere else."""
    found = queries.get_call(for_=request.actor, call_id=call_id, reach=request.reach)
    policies.may_hear(request.actor, request.reach, found).require()
    form, link = HearForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        link = commands.hear_call(by=request.actor, call_id=call_id, purpose=form.cleaned_data["purpose"])
    page = CallPage.of(request.actor, request.reach, found, None)
    shown = {"page": page, "form": form, "link": link}
    return render(request, "workbench/centre/recording.html", shown, status=422 if form.errors else 200)
