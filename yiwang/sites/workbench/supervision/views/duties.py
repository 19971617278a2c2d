"""民生清单 with one tap to nudge; cards of a month, and one that is taken back."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.casework import queries as casework
from yiwang.ground.organisation.states import Permission
from yiwang.quality.supervision import commands, queries
from yiwang.sites.workbench.desk.views.shared import for_staff, once, say
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.supervision.forms import CardsForm, DutiesForm, LiftForm
from yiwang.sites.workbench.supervision.pages import cards as card_pages
from yiwang.sites.workbench.supervision.pages import duties as duty_pages

FOLDER = "workbench/supervision"
_OVER = (Permission.SUPERVISE, Permission.APPROVE)


@for_staff(*_OVER)
def duties(request: StaffRequest) -> HttpResponse:
    """The list of a unit, and the files of one of its four columns."""
    page = duty_pages.page(request.actor, request.reach, DutiesForm(request.GET).said)
    return render(request, f"{FOLDER}/duties.html", {"page": page})


@for_staff(*_OVER, method="POST")
def nudge(request: StaffRequest, number: str) -> HttpResponse:
    """督促 in one tap; back to the list as it was."""
    case = casework.get_case(for_=request.actor, number=number)
    commands.nudge(by=request.actor, case_id=case.pk)
    say(request, _("%(number)s已督促，承办民警和单位负责人会收到短信。") % {"number": case.number})
    asked = {name: value for name, value in DutiesForm(request.POST).said.items() if value}
    return HttpResponseRedirect(f"{reverse('supervision:duties')}?{urlencode(asked)}")


@for_staff(*_OVER)
def cards(request: StaffRequest) -> HttpResponse:
    """Cards of a month."""
    page = card_pages.page(request.actor, request.reach, CardsForm(request.GET).said)
    return render(request, f"{FOLDER}/cards.html", {"page": page})


@for_staff(*_OVER)
def card(request: StaffRequest, card_id: int) -> HttpResponse:
    """One card, and taking it back."""
    row = queries.card(by=request.actor, reach=request.reach, id=card_id)
    form = LiftForm(request.POST or None)
    done = once(
        request, form,
        lambda: commands.lift_card(
            by=request.actor, card_id=card_id, ground=form.cleaned_data["ground"], note=form.cleaned_data["note"]
        ),
        to=reverse("supervision:card", args=[card_id]), said=_("这张牌已撤销，不再计数。"),
    )  # fmt: skip
    context = {"page": card_pages.one(row, request.reach), "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return done or render(request, f"{FOLDER}/card.html", context, status=status)
