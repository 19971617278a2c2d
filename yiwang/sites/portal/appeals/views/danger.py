"""The tripwire's page: it interrupts and never refuses. 110 first, then a message, then sending it at once."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.cases.counter import commands
from yiwang.cases.counter.queries import DraftView
from yiwang.kit.errors import Invalid
from yiwang.sites.portal import cookies
from yiwang.sites.portal.appeals import pages
from yiwang.sites.portal.appeals.forms import NowForm, SafeForm
from yiwang.sites.portal.appeals.views.shared import draft_of
from yiwang.sites.portal.web import add_error, citizen, personal

ELSEWHERE = "https://www.weather.com.cn/"
"""Where the quick exit leads: a page that says nothing of what was open."""


@personal
@require_safe
def danger(request: HttpRequest) -> HttpResponse:
    """Who helps now, and why this page came; without a trip there is nothing to show."""
    draft = draft_of(request)
    if draft is None or not draft.words.danger:
        return redirect("portal:appeal")
    if draft.is_sent:
        return redirect("portal:appeal_receipt")
    return _page(request, draft, NowForm(initial=pages.now_initial(draft)), SafeForm())


def _page(
    request: HttpRequest, draft: DraftView, now: NowForm, safe_form: SafeForm, *, status: int = 200
) -> HttpResponse:
    page = pages.danger(draft)
    form = safe_form if safe_form.is_bound else now
    shown = {"page": page, "now": now, "safe": safe_form, "form": form}
    return render(request, "portal/appeals/danger.html", shown, status=status)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """打不了电话，现在就发出去: with whatever is there, even where the draft was lost on the way."""
    if request.method != "POST":
        return redirect("portal:appeal_danger")
    form = NowForm(request.POST)
    form.is_valid()
    draft = draft_of(request)
    token = draft.token if draft else commands.open_draft(by=citizen(request))
    try:
        commands.send_now(by=citizen(request), token=token, **form.told)
    except Invalid as error:
        add_error(form, error)
        if draft is None:
            return redirect("portal:appeal")
        return _page(request, draft, form, SafeForm(), status=422)
    return cookies.keep_draft(redirect("portal:appeal_receipt"), token)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def safe(request: HttpRequest) -> HttpResponse:
    """没有危险，继续写: the citizen says how it stands."""
    if request.method != "POST":
        return redirect("portal:appeal_danger")
    draft = draft_of(request)
    if draft is None or draft.is_sent:
        return redirect("portal:appeal")
    form = SafeForm(request.POST)
    try:
        commands.answer_trip(by=citizen(request), token=draft.token, choice=request.POST.get("choice", ""))
    except Invalid as error:
        add_error(form, error)
        return _page(request, draft, NowForm(initial=pages.now_initial(draft)), form, status=422)
    return redirect("portal:appeal_place" if draft.has_words else f"{reverse('portal:appeal')}?came=safe")


@personal
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """快速离开: this browser forgets what was written, and shows another site."""
    return cookies.forget(HttpResponseRedirect(ELSEWHERE))
