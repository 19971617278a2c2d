"""Moves of a file that the station makes before it answers, and the operator's way back."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, policies
from yiwang.ground.files import queries as files
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.errors import Invalid
from yiwang.sites.ui.forms import errors_of
from yiwang.sites.workbench.desk.forms import AttachForm, ContactForm, MoveForm, ReassignForm
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move, mover, show
from yiwang.sites.workbench.middleware import StaffRequest


def whole(form: MoveForm) -> None:
    """A one-click move's form comes from our page whole, or not at all."""
    if not form.is_valid():
        raise Invalid(errors_of(form)[0].message)


@for_staff(method="POST")
def sign(request: StaffRequest, number: str) -> HttpResponse:
    """签收."""
    appeal, form = found(request, number), MoveForm(request.POST)
    whole(form)
    to = reverse("workbench:case", args=[number])
    done = move(
        request, appeal, form, lambda: commands.sign(by=request.actor, case_id=appeal.pk), to=to,
        said=_("签收了。接下来请先联系诉求人。"),
    )  # fmt: skip
    return done or redirect(to)


@for_staff(method="POST")
def take_back(request: StaffRequest, number: str) -> HttpResponse:
    """收回: the operator's undo, for a minute."""
    appeal, form = found(request, number), MoveForm(request.POST)
    whole(form)
    to = reverse("workbench:triage_one", args=[number])
    done = move(
        request, appeal, form, lambda: commands.take_back(by=request.actor, case_id=appeal.pk), to=to,
        said=_("收回了，请重新分派。"),
    )  # fmt: skip
    return done or redirect(to)


@for_staff()
def contact(request: StaffRequest, number: str) -> HttpResponse:
    """记录联系."""
    appeal = found(request, number)
    form = ContactForm.on(appeal.case, request.POST or None)
    done = move(
        request, appeal, form,
        lambda: commands.record_contact(
            by=request.actor, case_id=appeal.pk, kind=form.cleaned_data["kind"], reached=form.cleaned_data["reached"],
            note=form.cleaned_data["note"], is_public=form.cleaned_data["is_public"],
        ),
        to=reverse("workbench:case", args=[number]), said=_("联系情况记下了。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_record_contact(mover(request), appeal).require()
    return show(request, "contact", form=form, head=Head.of(appeal, None))


@for_staff()
def reassign(request: StaffRequest, number: str) -> HttpResponse:
    """换人办理."""
    appeal = found(request, number)
    officers = organisation.officers_of(unit_code=appeal.case.unit.code) if appeal.case.unit else []
    others = [person for person in officers if person.pk != appeal.case.officer_id]
    form = ReassignForm.on(appeal.case, request.POST or None, officers=others)
    done = move(
        request, appeal, form,
        lambda: commands.reassign(by=request.actor, case_id=appeal.pk, officer_code=form.cleaned_data["officer_code"]),
        to=reverse("workbench:case", args=[number]), said=_("换好了，新的承办人已收到通知。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_reassign(mover(request), appeal).require()
    return show(request, "reassign", form=form, head=Head.of(appeal, None), others=others)


@for_staff()
def attach(request: StaffRequest, number: str) -> HttpResponse:
    """附材料."""
    appeal = found(request, number)
    form = AttachForm.on(appeal.case, request.POST or None, files=request.FILES or None)

    def keep() -> None:
        upload = form.cleaned_data["file"]
        clean = files.clean(name=upload.name, data=upload.read())
        commands.attach(by=request.actor, case_id=appeal.pk, clean=clean)

    done = move(request, appeal, form, keep, to=reverse("workbench:case", args=[number]), said=_("材料附上了。"))
    if done:
        return done
    policies.may_attach(mover(request), appeal).require()
    return show(request, "attach", form=form, head=Head.of(appeal, None))
