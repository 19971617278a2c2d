"""送达: what is to be taken to whom, the paper, and how each step went."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.centre import commands, queries
from yiwang.cases.centre.commands import Delivered
from yiwang.cases.centre.models import HandOver
from yiwang.cases.centre.states import HandOverStep
from yiwang.ground.organisation.states import Permission
from yiwang.kit import papers
from yiwang.kit.errors import Conflict
from yiwang.sites.workbench.centre.desk.forms import DeliveredForm, FailForm, SatisfactionForm, TryForm
from yiwang.sites.workbench.centre.desk.pages.hand_overs import HandOverPage, HandOversPage
from yiwang.sites.workbench.desk.views.shared import for_staff, found, mover, once, paged
from yiwang.sites.workbench.middleware import StaffRequest

CARRY = (Permission.TAKE_IN, Permission.HANDLE, Permission.APPROVE)


@for_staff(*CARRY)
def hand_overs(request: StaffRequest) -> HttpResponse:
    """What waits, the earliest due first; what is late stands on top."""
    rows, pager = paged(request, queries.hand_overs_waiting(by=request.actor, reach=request.reach))
    page = HandOversPage.of(rows, queries.owed(by=request.actor, reach=request.reach), pager)
    return render(request, "workbench/centre/desk/hand_overs.html", {"page": page})


@for_staff(*CARRY)
def one(request: StaffRequest, number: str) -> HttpResponse:
    """The steps of one file, with the forms of the one whose turn it is."""
    return _one(request, found(request, number))


def _form_of(step: HandOver) -> type[DeliveredForm]:
    return SatisfactionForm if step.step == HandOverStep.SATISFACTION else DeliveredForm


def _one(request: StaffRequest, appeal: Appeal, form: BaseForm | None = None) -> HttpResponse:
    page = HandOverPage.of(mover(request), appeal)
    forms: dict[str, Any] = {"form": form, "trying": TryForm(), "failing": FailForm()}
    if page.open:
        forms["delivering"] = _form_of(page.open.row)()
    name = {TryForm: "trying", FailForm: "failing"}.get(type(form), "delivering")  # type: ignore[arg-type]
    if form is not None:
        forms[name] = form
    return render(
        request, "workbench/centre/desk/hand_over.html", {"page": page, **forms}, status=422 if form is not None else 200
    )  # fmt: skip


def _act(
    request: StaffRequest, number: str, key: int, make: Callable[[HandOver], BaseForm],
    act: Callable[[Appeal, dict[str, Any]], object], said: str,
) -> HttpResponse:  # fmt: skip
    appeal = found(request, number)
    step = queries.hand_over(hand_over_id=key, case=appeal.case)
    form = make(step)
    to = reverse("centre_desk:hand_over", args=[number])
    done = once(request, form, lambda: act(appeal, form.cleaned_data), to=to, said=said)
    return done or _one(request, appeal, form)


@for_staff(*CARRY, method="POST")
def done(request: StaffRequest, number: str, key: int) -> HttpResponse:
    """One step is done."""

    def act(appeal: Appeal, given: dict[str, Any]) -> object:
        fields = {name: given[name] for name in given if name in Delivered.__dataclass_fields__ and given[name]}
        return commands.hand_over(
            by=request.actor, case_id=appeal.pk, hand_over_id=key, delivered=Delivered(**fields)
        )  # fmt: skip

    return _act(request, number, key, lambda step: _form_of(step)(request.POST), act, _("记下了。"))


@for_staff(*CARRY, method="POST")
def tried(request: StaffRequest, number: str, key: int) -> HttpResponse:
    """It did not reach them this time."""
    return _act(
        request, number, key, lambda step: TryForm(request.POST),
        lambda appeal, given: commands.try_hand_over(
            by=request.actor, case_id=appeal.pk, hand_over_id=key, how=given["how"]
        ),
        _("记下了这一次，还要再送。"),
    )  # fmt: skip


@for_staff(*CARRY, method="POST")
def fail(request: StaffRequest, number: str, key: int) -> HttpResponse:
    """无法送达."""
    return _act(
        request, number, key, lambda step: FailForm(request.POST),
        lambda appeal, given: commands.fail_hand_over(
            by=request.actor, case_id=appeal.pk, hand_over_id=key, said=given["said"]
        ),
        _("记为无法送达。"),
    )  # fmt: skip


@for_staff(*CARRY)
def paper(request: StaffRequest, number: str) -> HttpResponse:
    """The answer as it goes out on paper, addressed as its way asks (GB/T 9704)."""
    sheet = queries.paper_to_hand_over(appeal=found(request, number))
    if sheet is None:
        raise Conflict(_("文号还没有出好，过一会儿再打印"))
    name = f'inline; filename="{number}.pdf"'
    return HttpResponse(papers.pdf(sheet), content_type="application/pdf", headers={"Content-Disposition": name})
