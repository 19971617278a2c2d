"""服务对象: feeds with what came of them, one feed, one batch."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.quality.served import commands, policies, queries
from yiwang.quality.served.states import FeedKind
from yiwang.sites.workbench.desk.views.shared import for_staff, once
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.served import pages
from yiwang.sites.workbench.served.forms import FeedForm, NewFeedForm

FOLDER = "workbench/served"
_READERS = policies.READERS | policies.MANAGERS


@for_staff(roles=_READERS)
def home(request: StaffRequest) -> HttpResponse:
    """Feeds and batches in figures."""
    policies.may_read(request.reach).require()
    return render(request, f"{FOLDER}/home.html", {"page": pages.home(reach=request.reach)})


@for_staff(roles=_READERS)
def batch(request: StaffRequest, batch_id: int) -> HttpResponse:
    """One batch, and why rows were given back."""
    policies.may_read(request.reach).require()
    return render(request, f"{FOLDER}/batch.html", {"page": pages.batch(queries.batch(id=batch_id))})


@for_staff(roles=policies.MANAGERS)
def add(request: StaffRequest) -> HttpResponse:
    """A new feed."""
    form = NewFeedForm(request.POST or None)

    def act() -> None:
        said = form.cleaned_data
        commands.open_feed(
            by=request.actor, code=said["code"], name=said["name"], kind=FeedKind(said["kind"]), unit=form.chosen,
            client=said["client"],
        )  # fmt: skip

    done = once(request, form, act, to=reverse("served:home"), said=_("加好了。"))
    status = 422 if form.is_bound and form.errors else 200
    return done or render(request, f"{FOLDER}/feed.html", {"form": form, "title": _("加一个数据来源")}, status=status)


@for_staff(roles=policies.MANAGERS)
def feed(request: StaffRequest, code: str) -> HttpResponse:
    """A feed changed, bound to a system, or stopped."""
    known = queries.feed(code=code)
    initial = {
        "name": known.name, "unit": known.unit.code if known.unit else "", "client": known.client,
        "is_active": known.is_active,
    }  # fmt: skip
    form = FeedForm(request.POST or None, initial=initial)

    def act() -> None:
        said = form.cleaned_data
        commands.change_feed(
            by=request.actor, feed_id=known.pk, name=said["name"], unit=form.chosen, client=said["client"],
            is_active=said["is_active"],
        )  # fmt: skip

    done = once(request, form, act, to=reverse("served:home"), said=_("改好了。"))
    status = 422 if form.is_bound and form.errors else 200
    return done or render(request, f"{FOLDER}/feed.html", {"form": form, "title": known.name}, status=status)
