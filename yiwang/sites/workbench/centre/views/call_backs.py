"""约回拨: the list, a new promise, and one of them with its attempts."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.states import DESK
from yiwang.cases.centre import commands, queries
from yiwang.kit import clock
from yiwang.kit.errors import Conflict
from yiwang.sites.workbench.centre.forms import PromiseForm, TryForm
from yiwang.sites.workbench.centre.pages.calls import PromisedPage, PromisePage
from yiwang.sites.workbench.desk.views.shared import for_staff, once, say
from yiwang.sites.workbench.middleware import StaffRequest

SOON = timedelta(hours=2)
"""What the form proposes."""
MOST_DIGITS = 18


@for_staff(roles=DESK)
def call_backs(request: StaffRequest) -> HttpResponse:
    """Who is still to be called, what is due first on top."""
    return render(request, "workbench/centre/call_backs.html", {"page": PromisedPage.of(request.actor, request.reach)})


@for_staff(roles=DESK)
def promise(request: StaffRequest) -> HttpResponse:
    """约回拨, from a call (`?call=`) or by hand."""
    form = PromiseForm(request.POST or None, initial=_proposed(request))
    done = once(
        request, form, lambda: commands.promise_call_back(by=request.actor, **form.given),
        to=reverse("centre:home"), said=_("约好了，到时间会列在“待回拨”里。"),
    )  # fmt: skip
    return done or render(request, "workbench/centre/promise.html", {"form": form}, status=422 if form.errors else 200)


def _proposed(request: StaffRequest) -> dict[str, object]:
    """The number of the call, and two hours from now on the half hour."""
    found: dict[str, object] = {"due_at": clock.local(_next_half(clock.now() + SOON))}
    said = request.GET.get("call", "")
    if said.isdecimal() and len(said) <= MOST_DIGITS:
        call = queries.get_call(for_=request.actor, call_id=int(said), reach=request.reach)
        found |= {"call": call.pk, "number": call.number}
    return found


def _next_half(at: datetime) -> datetime:
    return at + timedelta(minutes=(-at.minute) % 30, seconds=-at.second, microseconds=-at.microsecond)


@for_staff(roles=DESK)
def one(request: StaffRequest, key: int) -> HttpResponse:
    """One promise: the number to call, and what came of it."""
    held = queries.get_call_back(for_=request.actor, key=key, reach=request.reach)
    form = TryForm(request.POST or None)
    try:
        done = once(
            request, form, lambda: commands.note_try(by=request.actor, key=key, **form.given),
            to=reverse("centre:call_backs"), said=_("记下了。"),
        )  # fmt: skip
    except Conflict as error:
        done = None
        form.add_error(None, error.message)
    shown = {"page": PromisePage.of(held), "form": form}
    return done or render(request, "workbench/centre/call_back.html", shown, status=422 if form.errors else 200)


@for_staff(roles=DESK, method="POST")
def end(request: StaffRequest, key: int) -> HttpResponse:
    """不用回拨, or 联系不上 after enough tries."""
    if request.POST.get("how") == "give_up":
        commands.give_up_call_back(by=request.actor, key=key)
        say(request, _("记为联系不上。"))
    else:
        commands.cancel_call_back(by=request.actor, key=key)
        say(request, _("不用回拨了，记下了。"))
    return redirect("centre:call_backs")
