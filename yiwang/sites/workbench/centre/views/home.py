"""The home of the desk, who sits where, and the strip that says who is calling."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yiwang.cases.appeals.states import DESK
from yiwang.cases.centre import commands, queries
from yiwang.cases.centre.models import Call
from yiwang.kit.errors import Invalid
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.centre.forms import SeatForm
from yiwang.sites.workbench.centre.pages.home import HomePage
from yiwang.sites.workbench.centre.pages.ring import RingPage
from yiwang.sites.workbench.desk.views.shared import for_staff, say
from yiwang.sites.workbench.middleware import StaffRequest

SEAT = "yw_seat"
"""Key of the session: the extension this officer answers at, so that every page knows without asking."""
MOST_DIGITS = 18
STOP_ASKING = 286
"""htmx: swap, and poll no more."""


@for_staff(roles=DESK)
def home(request: StaffRequest) -> HttpResponse:
    """Who is on the line, who waits, what is left."""
    return _home(request, SeatForm())


def _home(request: StaffRequest, form: SeatForm) -> HttpResponse:
    page = HomePage.of(request.actor, request.reach)
    _remember(request, page.seat.extension if page.seat else "")
    ring = RingPage.of(queries.at_hand(officer_id=request.officer.pk), None, opens=True) if page.seat else None
    shown = {"page": page, "form": form, "ring": ring}
    return render(request, "workbench/centre/home.html", shown, status=422 if form.errors else 200)


def _remember(request: StaffRequest, extension: str) -> None:
    if request.session.get(SEAT, "") != extension:
        request.session[SEAT] = extension


@for_staff(roles=DESK, method="POST")
def seat(request: StaffRequest) -> HttpResponse:
    """签入: from now on every page shows who is calling."""
    form = SeatForm(request.POST)
    if form.is_valid():
        try:
            taken = commands.take_seat(by=request.actor, extension=form.cleaned_data["extension"])
        except Invalid as error:
            add_invalid(form, error)
        else:
            _remember(request, taken.extension)
            say(request, _("签入了，分机%(set)s的来电会弹到您的页面上。") % {"set": taken.extension})
            return redirect("centre:home")
    return _home(request, form)


@for_staff(roles=DESK, method="POST")
def leave(request: StaffRequest) -> HttpResponse:
    """签出."""
    commands.leave_seat(by=request.actor)
    _remember(request, "")
    say(request, _("签出了，来电不再弹到您的页面上。"))
    return redirect("centre:home")


@never_cache
def ring(request: StaffRequest) -> HttpResponse:
    """The strip alone, asked for every two seconds by those who have signed in; 204 while nothing has changed.

    `open`: a page on which nothing is being typed asks, so a new call opens by itself. `at`: a call's own page asks. It reads as
    little as it can: who may sit was asked when they signed in, and nobody is shown more than their own call.
    """
    if not request.session.get(SEAT):
        return HttpResponse('<div id="ring"></div>', status=STOP_ASKING)
    seen, call = request.GET.get("seen", ""), queries.at_hand(officer_id=request.officer.pk)
    page = RingPage.of(call, _call_here(request), opens=bool(request.GET.get("open")))
    if page.seen == seen:
        return HttpResponse(status=204)
    if page.opens and page.call and f"{page.call.pk}." not in seen:
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("centre:call", args=[page.call.pk])})
    return render(request, "workbench/centre/ring.html", {"ring": page, "is_swap": True})


def _call_here(request: StaffRequest) -> Call | None:
    """The call whose page asks, if one does."""
    at = request.GET.get("at", "")
    if not at.isdecimal() or len(at) > MOST_DIGITS:
        return None
    return queries.get_call(for_=request.actor, call_id=int(at), reach=request.reach)
