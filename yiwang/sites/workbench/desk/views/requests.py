"""申请延期、申请暂停、批不批、恢复计时, and the list of what stands still."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, policies, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.ground.files import queries as files
from yiwang.ground.organisation.states import Permission
from yiwang.sites.workbench.desk.forms import MoveForm
from yiwang.sites.workbench.desk.forms.requests import DeclineForm, ExtensionForm, GrantForm, PauseForm
from yiwang.sites.workbench.desk.pages import requests as pages
from yiwang.sites.workbench.desk.views.moves import whole
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move, mover, paged, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def extension(request: StaffRequest, number: str) -> HttpResponse:
    """申请延期."""
    appeal = found(request, number)
    page = pages.ExtensionPage.of(appeal)
    form = ExtensionForm.on(appeal.case, request.POST or None, days=page.days)
    done = move(
        request, appeal, form,
        lambda: commands.request_extension(
            by=request.actor, case_id=appeal.pk, days=form.cleaned_data["days"], reason=form.cleaned_data["reason"]
        ),
        to=reverse("workbench:case", args=[number]), said=_("申请交上去了，批准前还按原来的期限办。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_request_extension(mover(request), appeal).require()
    return show(request, "extension", form=form, page=page)


@for_staff()
def pause(request: StaffRequest, number: str) -> HttpResponse:
    """申请暂停计时."""
    appeal = found(request, number)
    form = PauseForm.on(appeal.case, request.POST or None, files=request.FILES or None)

    def ask() -> None:
        upload = form.cleaned_data["file"]
        clean = files.clean(name=upload.name, data=upload.read()) if upload else None
        given = {name: form.cleaned_data[name] for name in ("ground", "proof", "reason")}
        commands.request_pause(by=request.actor, case_id=appeal.pk, clean=clean, **given)

    done = move(
        request, appeal, form, ask, to=reverse("workbench:case", args=[number]),
        said=_("申请交上去了，批准前照常计时。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_request_pause(mover(request), appeal).require()
    return show(request, "pause", form=form, page=pages.PausePage.of(appeal))


@for_staff(method="POST")
def withdraw(request: StaffRequest, number: str) -> HttpResponse:
    """撤回申请."""
    appeal, form = found(request, number), MoveForm(request.POST)
    whole(form)
    to = reverse("workbench:case", args=[number])
    done = move(
        request, appeal, form, lambda: commands.withdraw_request(by=request.actor, case_id=appeal.pk), to=to,
        said=_("申请撤回了。"),
    )  # fmt: skip
    return done or redirect(to)


@for_staff()
def grant(request: StaffRequest, number: str) -> HttpResponse:
    """批准: what is asked for, and where it leads."""
    appeal = found(request, number)
    form = GrantForm.on(appeal.case, request.POST or None, initial=_asked(appeal))
    done = move(
        request, appeal, form,
        lambda: commands.grant(
            by=request.actor, case_id=appeal.pk, opinion=form.cleaned_data["opinion"],
            request_id=form.cleaned_data["request"],
        ),
        to=reverse("workbench:case", args=[number]), said=_("批准了，诉求人会收到短信。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_grant(mover(request), appeal).require()
    return _decision(request, appeal, "grant", form)


@for_staff()
def decline(request: StaffRequest, number: str) -> HttpResponse:
    """不批准, with its reason."""
    appeal = found(request, number)
    form = DeclineForm.on(appeal.case, request.POST or None, initial=_asked(appeal))
    done = move(
        request, appeal, form,
        lambda: commands.decline(
            by=request.actor, case_id=appeal.pk, opinion=form.cleaned_data["opinion"],
            request_id=form.cleaned_data["request"],
        ),
        to=reverse("workbench:case", args=[number]), said=_("没有批准，申请人会看到理由。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_decline(mover(request), appeal).require()
    return _decision(request, appeal, "decline", form)


def _asked(appeal: Appeal) -> dict[str, int]:
    waiting = queries.acts_of(appeal).request
    return {"request": waiting.id} if waiting else {}


def _decision(request: StaffRequest, appeal: Appeal, name: str, form: MoveForm) -> HttpResponse:
    waiting = queries.acts_of(appeal).request
    if waiting is None:
        return redirect("workbench:case", appeal.case.number)
    return show(request, name, form=form, page=pages.DecisionPage.of(appeal, waiting))


@for_staff()
def resume(request: StaffRequest, number: str) -> HttpResponse:
    """恢复计时."""
    appeal = found(request, number)
    form = MoveForm.on(appeal.case, request.POST or None)
    done = move(
        request, appeal, form, lambda: commands.resume(by=request.actor, case_id=appeal.pk),
        to=reverse("workbench:case", args=[number]), said=_("恢复计时了，新的期限已告诉诉求人。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_resume(mover(request), appeal).require()
    return show(request, "resume", form=form, page=pages.ResumePage.of(appeal))


@for_staff(Permission.APPROVE, Permission.SUPERVISE)
def paused(request: StaffRequest) -> HttpResponse:
    """What stands still in sight, the oldest first, so that none is forgotten."""
    found_, pager = paged(request, queries.pauses(by=request.actor, reach=request.reach))
    return show(request, "paused", rows=pages.paused_rows(found_), pager=pager)


@for_staff(Permission.APPROVE)
def waiting(request: StaffRequest) -> HttpResponse:
    """All requests that wait for a decision, the oldest first."""
    found_, pager = paged(request, queries.requests_waiting(by=request.actor, reach=request.reach))
    return show(request, "requests", rows=pages.waiting_rows(found_), pager=pager)
