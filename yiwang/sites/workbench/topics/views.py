"""热点, one of them, what is made of it; 预警 and what was done."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.topics import commands, policies, queries
from yiwang.cases.topics.states import PERIODS, TopicState
from yiwang.kit.errors import Invalid
from yiwang.sites.workbench.desk.views.shared import for_staff, once, say
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.topics import pages
from yiwang.sites.workbench.topics.forms import ListForm, MarkForm, NoteForm

FOLDER = "workbench/topics"


@for_staff()
def home(request: StaffRequest) -> HttpResponse:
    """The hottest of a period, as far as files of them are in sight."""
    page = pages.home(by=request.actor, reach=request.reach, said=ListForm(request.GET).said)
    return render(request, f"{FOLDER}/list.html", {"page": page})


@for_staff(method="POST")
def search(request: StaffRequest) -> HttpResponse:
    """Look now, in the background."""
    days = ListForm(request.POST).said["days"]
    commands.ask_search(by=request.actor, days=days if days in PERIODS else PERIODS[0])
    say(request, _("开始找了，一两分钟以后刷新就能看到。"))
    return HttpResponseRedirect(f"{reverse('topics:home')}?days={days}")


@for_staff()
def one(request: StaffRequest, topic_id: int) -> HttpResponse:
    """One topic with its files in sight."""
    seen = queries.topic(by=request.actor, reach=request.reach, id=topic_id)
    return render(request, f"{FOLDER}/one.html", {"page": pages.one(seen, request.reach)})


@for_staff(method="POST")
def mark(request: StaffRequest, topic_id: int) -> HttpResponse:
    """关注, 不再看, 重新看."""
    form = MarkForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("没有这样的标记"))
    state = TopicState(form.cleaned_data["state"])
    commands.mark(by=request.actor, topic_id=topic_id, state=state)
    say(request, _("记下了：%(state)s。") % {"state": state.label})
    return HttpResponseRedirect(reverse("topics:one", args=[topic_id]))


@for_staff()
def rises(request: StaffRequest) -> HttpResponse:
    """Warnings of the last thirty days in this reader's scope."""
    return render(request, f"{FOLDER}/rises.html", {"page": pages.rises(request.reach)})


@for_staff()
def rise(request: StaffRequest, rise_id: int) -> HttpResponse:
    """One warning, and what was done about it."""
    found = queries.rise(reach=request.reach, id=rise_id)
    form = NoteForm(request.POST or None)
    act = lambda: commands.acknowledge(by=request.actor, rise_id=rise_id, note=form.cleaned_data["note"])  # noqa: E731
    done = once(request, form, act, to=reverse("topics:rises"), said=_("记下了。"))
    verdict = policies.may_acknowledge(request.reach, found)
    status = 422 if form.is_bound and form.errors else 200
    context = {"page": pages.rise(found), "form": form, "may": verdict}
    return done or render(request, f"{FOLDER}/rise.html", context, status=status)
