"""Leaving, moving, handing over: what lies on the desk, who gets it, what will happen, yes; long desks some at a time."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as work_of
from yiwang.cases.appeals.queries import OpenWork
from yiwang.cases.appeals.states import HandOver
from yiwang.ground.organisation import queries
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.states import Permission
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.officers.forms import HandOverForm, LeaveForm, MoveForm
from yiwang.sites.workbench.offices.officers.pages import DeskTable, leaving_steps, moving_steps, work_steps
from yiwang.sites.workbench.offices.pages import PostLine
from yiwang.sites.workbench.offices.views.shared import attempt, for_office, is_sure, say, show, typed


@for_office(Permission.MANAGE_OFFICERS)
def leave(request: StaffRequest, officer_id: int) -> HttpResponse:
    """Gone for good, with the desk handed over."""
    officer, work = queries.officer(id=officer_id), work_of.open_work(officer_id=officer_id)
    form = LeaveForm(request.POST or None, **_desk(officer, work))
    if answer := _carried_out(request, officer, form, appeals.leave, _("%(name)s离任了。桌上的件都交接好了。")):
        return answer
    title = _("办理%(name)s离任") % {"name": officer.name}
    if form.is_bound and form.is_valid() and not is_sure(request):
        return _sure(request, officer, form, title, leaving_steps(officer, work, **form.plan), _("确认离任"))
    return _ask(request, officer, form, title, work)


@for_office(Permission.MANAGE_OFFICERS)
def move(request: StaffRequest, officer_id: int) -> HttpResponse:
    """Another unit, with what lies in the old one handed over."""
    officer = queries.officer(id=officer_id)
    work = work_of.open_work(officer_id=officer_id, unit_code=officer.unit.code)
    posts = [post for post in queries.open_posts_of(officer_id=officer_id) if post.unit_id == officer.unit_id]
    form = MoveForm(request.POST or None, officer=officer, posts=posts, **_desk(officer, work))
    if answer := _carried_out(request, officer, form, appeals.transfer, _("%(name)s调好了。")):
        return answer
    title = _("把%(name)s调到别的单位") % {"name": officer.name}
    if form.is_bound and form.is_valid() and not is_sure(request):
        target = queries.unit(code=form.cleaned_data["unit_code"]).short_name
        steps = moving_steps(officer, work, **form.plan, target=target, again=len(form.cleaned_data.get("again", ())))
        return _sure(request, officer, form, title, steps, _("确认调动"))
    return _ask(request, officer, form, title, work)


@for_office(Permission.MANAGE_OFFICERS)
def hand_over(request: StaffRequest, officer_id: int) -> HttpResponse:
    """The desk alone: for somebody suspended or long away."""
    officer, work = queries.officer(id=officer_id), work_of.open_work(officer_id=officer_id)
    form = HandOverForm(request.POST or None, **_desk(officer, work))
    told = _("%(name)s桌上的件交接好了。")
    if answer := _carried_out(request, officer, form, appeals.hand_over_desk, told, why=HandOver.SUSPENDED):
        return answer
    title = _("移交%(name)s桌上的件") % {"name": officer.name}
    if form.is_bound and form.is_valid() and not is_sure(request):
        return _sure(request, officer, form, title, work_steps(work, **form.plan), _("确认移交"))
    return _ask(request, officer, form, title, work)


def _desk(officer: Officer, work: OpenWork) -> dict[str, Any]:
    units = sorted(work_of.units_on_desk(officer_id=officer.pk))
    return {"work": work, "takers": work_of.takers(officer_id=officer.pk, unit_codes=units)}


def _carried_out(
    request: StaffRequest, officer: Officer, form: HandOverForm, act: Callable[..., int], told: str, **given: Any
) -> HttpResponse | None:
    """The command, once the consequences were read; a long desk is handed over some at a time, and the page says how far."""
    if not is_sure(request) or not form.is_valid():
        return None
    left = attempt(form, act, by=request.actor, officer_id=officer.pk, **form.plan, **form.rest, **given)
    if left is None:
        return None
    if left:
        total = max(left, _number(request.POST.get("total", "")), form.work.total)
        fields = [pair for pair in typed(request) if pair[0] != "total"] + [("total", str(total))]
        page = {"officer": officer, "left": left, "moved": total - left, "total": total, "fields": fields}
        return show(request, "officers/moving", **page)
    say(request, told % {"name": officer.name})
    url = reverse("offices:officer", args=[officer.pk])
    return HttpResponse(headers={"HX-Redirect": url}) if request.headers.get("HX-Request") else redirect(url)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _sure(
    request: StaffRequest, officer: Officer, form: HandOverForm, title: str, steps: list[str], verb: str
) -> HttpResponse:
    page = {"officer": officer, "form": form, "title": title, "steps": steps, "verb": verb}
    return show(request, "officers/leave_sure", **page, fields=typed(request))


def _ask(request: StaffRequest, officer: Officer, form: HandOverForm, title: str, work: OpenWork) -> HttpResponse:
    posts = [PostLine.of(post) for post in queries.open_posts_of(officer_id=officer.pk)]
    page = {"officer": officer, "form": form, "title": title, "work": work, "table": DeskTable.of(work), "posts": posts}
    return show(request, "officers/leave", **page, approvals=work_of.approvals_waiting(officer=officer))
