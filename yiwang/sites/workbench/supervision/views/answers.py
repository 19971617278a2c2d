"""Explanations of lateness and alerts: the lists, one of each, what the unit writes, what the supervising unit decides."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation.states import Permission
from yiwang.quality.supervision import commands, queries
from yiwang.quality.supervision.states import AlertState
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.desk.views.shared import for_staff, once, say
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.supervision.forms import (
    AlertBackForm,
    ExplainForm,
    MeasuresForm,
    ResultForm,
    SendBackForm,
)
from yiwang.sites.workbench.supervision.pages import alerts as alert_pages
from yiwang.sites.workbench.supervision.pages import explanations as pages

FOLDER = "workbench/supervision"
_READERS = (Permission.SUPERVISE, Permission.APPROVE, Permission.HANDLE)
_OVER = (Permission.SUPERVISE, Permission.APPROVE)


def _status(form: OnceForm) -> int:
    return 422 if form.is_bound and form.errors else 200


@for_staff(*_READERS)
def explanations(request: StaffRequest) -> HttpResponse:
    """Those that wait for this reader and all in sight."""
    page = pages.page(request.actor, request.reach, request.GET.get("show", ""))
    is_over = any(map(request.reach.may, _OVER))  # who only handles files has no other of these pages
    return render(request, f"{FOLDER}/explanations.html", {"page": page, "is_over": is_over})


@for_staff(*_READERS)
def explanation(request: StaffRequest, explanation_id: int) -> HttpResponse:
    """One, and writing it."""
    row = queries.explanation(by=request.actor, reach=request.reach, id=explanation_id)
    is_open = row.case.replied_at is None and row.case.closed_at is None
    told = {"reason": row.reason, "words": row.words, "told": row.told}
    form = ExplainForm(request.POST or None, is_open=is_open, initial=told)
    done = once(
        request, form, lambda: commands.explain(by=request.actor, explanation_id=explanation_id, **_said(form)),
        to=reverse("supervision:explanation", args=[explanation_id]), said=_("交给督办单位审定了。"),
    )  # fmt: skip
    context = {"page": pages.one(request.actor, request.reach, row), "form": form, "back": SendBackForm()}
    return done or render(request, f"{FOLDER}/explanation.html", context, status=_status(form))


def _said(form: OnceForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("reason", "words", "told", "due") if name in form.cleaned_data}


@for_staff(*_OVER, method="POST")
def decide(request: StaffRequest, explanation_id: int) -> HttpResponse:
    """同意, or 退回重写 with what is missing."""
    to = reverse("supervision:explanation", args=[explanation_id])
    if "accept" in request.POST:
        commands.accept_explanation(by=request.actor, explanation_id=explanation_id)
        say(request, _("已审定，新期限开始计时，诉求人会收到短信。"))
        return HttpResponseRedirect(to)
    row = queries.explanation(by=request.actor, reach=request.reach, id=explanation_id)
    back = SendBackForm(request.POST)
    act: Callable[[], object] = lambda: commands.send_back_explanation(  # noqa: E731
        by=request.actor, explanation_id=explanation_id, why=back.cleaned_data["why"]
    )
    done = once(request, back, act, to=to, said=_("退回了，单位会收到消息。"))
    context = {"page": pages.one(request.actor, request.reach, row), "back": back}
    return done or render(request, f"{FOLDER}/explanation.html", context, status=_status(back))


@for_staff(*_OVER)
def alerts(request: StaffRequest) -> HttpResponse:
    """Alerts to units in this reader's scope."""
    page = alert_pages.page(request.reach, request.GET.get("show", ""))
    return render(request, f"{FOLDER}/alerts.html", {"page": page})


@for_staff(*_OVER)
def alert(request: StaffRequest, alert_id: int) -> HttpResponse:
    """One; the unit signs for it with its measures, then says what they brought."""
    row = queries.alert(reach=request.reach, id=alert_id)
    is_new = row.state == AlertState.SENT
    form: OnceForm = MeasuresForm(request.POST or None) if is_new else ResultForm(request.POST or None)

    def act() -> object:
        if is_new:
            return commands.acknowledge_alert(
                by=request.actor, alert_id=alert_id, measures=form.cleaned_data["measures"]
            )
        return commands.report_alert(by=request.actor, alert_id=alert_id, result=form.cleaned_data["result"])

    said = _("签收了，措施已经报给督办单位。") if is_new else _("结果报了，等督办单位验收。")
    done = once(request, form, act, to=reverse("supervision:alert", args=[alert_id]), said=said)
    context = {"page": alert_pages.one(request.reach, row), "form": form, "back": AlertBackForm()}
    return done or render(request, f"{FOLDER}/alert.html", context, status=_status(form))


@for_staff(*_OVER, method="POST")
def decide_alert(request: StaffRequest, alert_id: int) -> HttpResponse:
    """验收, or 退回继续落实 with what is still to be done."""
    to = reverse("supervision:alert", args=[alert_id])
    if "accept" in request.POST:
        commands.close_alert(by=request.actor, alert_id=alert_id)
        say(request, _("已验收。"))
        return HttpResponseRedirect(to)
    row = queries.alert(reach=request.reach, id=alert_id)
    back = AlertBackForm(request.POST)
    act: Callable[[], object] = lambda: commands.send_back_alert(  # noqa: E731
        by=request.actor, alert_id=alert_id, why=back.cleaned_data["why"]
    )
    done = once(request, back, act, to=to, said=_("退回了，单位接着落实。"))
    context = {"page": alert_pages.one(request.reach, row), "back": back}
    return done or render(request, f"{FOLDER}/alert.html", context, status=_status(back))
