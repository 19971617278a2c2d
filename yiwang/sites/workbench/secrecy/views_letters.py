"""核实函: written from a file, answered by the unit that was asked, which sees the letter alone."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.secrecy import commands, policies, queries
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.desk.forms.base import MoveForm
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move, once
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.secrecy.forms import AnswerForm, AskForm
from yiwang.sites.workbench.secrecy.pages.letters import LetterPage, LettersPage
from yiwang.sites.workbench.secrecy.views import here, show


@for_staff()
def letters(request: StaffRequest) -> HttpResponse:
    """What the units that this officer heads were asked."""
    return show(request, "letters", page=LettersPage.of(queries.letters_to(reach=request.reach)))


@for_staff()
def letter(request: StaffRequest, key: int) -> HttpResponse:
    """One letter and its answer."""
    asked = queries.letter(by=request.actor, id=key)
    form = AnswerForm(request.POST or None)
    done = once(
        request, form,
        lambda: commands.answer_inquiry(by=request.actor, inquiry_id=key, answer=form.cleaned_data["answer"]),
        to=reverse("secrecy:letters"), said=_("答复交上去了。"),
    )  # fmt: skip
    return done or show(request, "letter", form=form, page=LetterPage.of(asked))


@for_staff()
def ask(request: StaffRequest, number: str) -> HttpResponse:
    """发核实函."""
    appeal, units = found(request, number), organisation.units()
    form = AskForm.on(appeal.case, request.POST or None, units=units)
    done = move(
        request, appeal, form,
        lambda: commands.ask_unit(
            by=request.actor, case_id=appeal.pk, unit_code=form.cleaned_data["unit"], question=form.cleaned_data["question"]
        ),
        to=here(number), said=_("函发出了，答复会回到这一件上。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_ask_unit(request.reach, appeal.case).require()
    return show(request, "ask", form=form, head=Head.of(appeal, None), url=here(number), units=units)


@for_staff(method="POST")
def recall(request: StaffRequest, number: str, key: int) -> HttpResponse:
    """收回核实函."""
    appeal, form = found(request, number), MoveForm(request.POST)
    if queries.inquiry(id=key).case_id != appeal.pk:
        raise Missing
    done = move(
        request, appeal, form, lambda: commands.recall_inquiry(by=request.actor, inquiry_id=key), to=here(number),
        said=_("函收回了，对方看不到了。"),
    )  # fmt: skip
    return done or HttpResponseRedirect(here(number))
