"""文本模型: how well is read, versions, and a change of version by two offices."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yiwang.ground.language import commands
from yiwang.ground.language import queries as language
from yiwang.ground.organisation.states import Permission, Role
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.views.shared import done, for_office, say
from yiwang.sites.workbench.reading import pages
from yiwang.sites.workbench.reading.forms import ProposeForm, RefuseForm

P = ParamSpec("P")
View = Callable[Concatenate[StaffRequest, P], HttpResponse]
LEADS = frozenset({Role.TRIAGE_LEAD, Role.PLATFORM_ADMIN})
_OFFICES = (Permission.DRAFT_RULES, Permission.APPROVE_RULES)


def for_readers(view: View[P]) -> View[P]:
    """For the offices that change models, and for whoever leads the desk; to everybody else the page does not exist."""

    @wraps(view)
    def ask(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not (any(map(request.reach.may, _OFFICES)) or request.reach.roles & LEADS):
            raise Missing
        return view(request, *args, **kwargs)

    return never_cache(ask)


@for_readers
def home(request: StaffRequest) -> HttpResponse:
    """How suggestions stood before people, week by week."""
    return render(request, "workbench/reading/home.html", {"page": pages.home()})


@for_readers
def versions(request: StaffRequest) -> HttpResponse:
    """Every version, every night, every proposal."""
    return render(request, "workbench/reading/versions.html", {"page": pages.versions()})


@for_readers
def one(request: StaffRequest, version: int) -> HttpResponse:
    """How a version was judged; the system office posts here why it should serve."""
    form = ProposeForm(request.POST or None) if request.reach.may(Permission.DRAFT_RULES) else None
    if form and done(request, form, commands.propose_call_back, version=version):
        say(request, _("提请好了，由安全管理员批准后换上。"))
        return redirect("reading:one", version)
    page = pages.version(language.of_version(version=version), by=request.actor, reach=request.reach)
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, "workbench/reading/one.html", {"page": page, "form": form}, status=status)


@for_office(Permission.APPROVE_RULES, method="POST")
def approve(request: StaffRequest, proposal_id: int) -> HttpResponse:
    """Let the proposed version serve."""
    proposal = commands.approve_call_back(by=request.actor, proposal_id=proposal_id)
    say(request, _("换上了第%(n)d版，五秒内各处都用它。") % {"n": proposal.model.version})
    return redirect("reading:one", proposal.model.version)


@for_office(*_OFFICES)
def refuse(request: StaffRequest, proposal_id: int) -> HttpResponse:
    """Leave the model in service where it is; whoever asked takes it back so."""
    form = RefuseForm(request.POST or None)
    if proposal := done(request, form, commands.refuse_call_back, proposal_id=proposal_id):
        say(request, _("没有换，在用的一版照旧。"))
        return redirect("reading:one", proposal.model.version)
    page = pages.refusal(proposal_id, by=request.actor)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workbench/reading/refuse.html", {"page": page, "form": form}, status=status)
