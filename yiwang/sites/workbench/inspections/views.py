"""随机考评: the list, a new draw, one of them, one file of it with sheet and appeal; 责任倒查 of a file."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.states import KEPT_SECRET
from yiwang.kit import papers
from yiwang.kit.errors import HouseError, Invalid, Missing
from yiwang.quality.inspections import commands, policies, queries
from yiwang.quality.inspections.models import Inspection, Sample
from yiwang.quality.inspections.queries import Wish
from yiwang.quality.inspections.states import TRACERS, InspectionMove, Pool
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.desk.views.shared import for_staff, once
from yiwang.sites.workbench.inspections import pages
from yiwang.sites.workbench.inspections import traces as trace_pages
from yiwang.sites.workbench.inspections.forms import (
    ContestForm,
    DecideForm,
    NewForm,
    ScoreForm,
    TraceForm,
    WhyForm,
)
from yiwang.sites.workbench.inspections.traces import TracePage
from yiwang.sites.workbench.middleware import StaffRequest

FOLDER = "workbench/inspections"


def show(request: StaffRequest, name: str, **context: Any) -> HttpResponse:
    """A page of inspections; 422 where its form was refused."""
    form = context.get("form")
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, f"{FOLDER}/{name}.html", context, status=status)


@for_staff()
def home(request: StaffRequest) -> HttpResponse:
    """Inspections in sight."""
    return show(request, "list", page=pages.home(request.reach))


@for_staff()
def new(request: StaffRequest) -> HttpResponse:
    """What is to be drawn."""
    policies.may_draw(request.reach).require()
    units, categories = pages.choices(request.reach)
    form = NewForm(request.POST or None, units=units, categories=categories)
    done = once(
        request, form, lambda: _drawn(request, form.cleaned_data), to=reverse("inspections:home"), said=_("抽好了。")
    )
    return done or show(request, "new", form=form, checklists=pages.checklists())


def _drawn(request: StaffRequest, given: dict[str, Any]) -> Inspection:
    wish = Wish(
        pool=Pool(given["pool"]), kind=given["kind"], since=given["since"], until=given["until"], units=[given["unit"]],
        categories=[given["category"]] if given["category"] else [], size=given["size"], is_each=given["is_each"],
    )  # fmt: skip
    return commands.draw(
        by=request.actor, title=given["title"], wish=wish, sheets=given["sheets"], checklist=given["checklist"]
    )


@for_staff()
def one(request: StaffRequest, inspection_id: int) -> HttpResponse:
    """One inspection."""
    found = queries.inspection(reach=request.reach, id=inspection_id)
    return show(request, "one", page=pages.one(found, request.reach))


@for_staff()
def numbers(request: StaffRequest, inspection_id: int) -> HttpResponse:
    """All numbers it was drawn from, one a line after its unit's code: with the seed anybody can draw again."""
    found = queries.inspection(reach=request.reach, id=inspection_id)
    name = f'attachment; filename="inspection-{inspection_id}.txt"'
    return HttpResponse(
        found.drawn_from, content_type="text/plain; charset=utf-8", headers={"Content-Disposition": name}
    )


@for_staff(method="POST")
def move(request: StaffRequest, inspection_id: int, move: str) -> HttpResponse:
    """公示, 定稿."""
    queries.inspection(reach=request.reach, id=inspection_id)
    acts = {
        InspectionMove.SHOW: (commands.show, _("公示了，各单位的负责人收到了通知。")),
        InspectionMove.CLOSE: (commands.close, _("定稿了。")),
    }
    if move not in acts:
        raise Missing
    act, said = acts[InspectionMove(move)]
    to = reverse("inspections:one", args=[inspection_id])
    done = once(
        request, OnceForm(request.POST), lambda: act(by=request.actor, inspection_id=inspection_id), to=to, said=said
    )
    return done or HttpResponseRedirect(to)


@for_staff()
def drop(request: StaffRequest, inspection_id: int) -> HttpResponse:
    """作废, with the reason."""
    found = queries.inspection(reach=request.reach, id=inspection_id)
    policies.may_drop(request.reach, found).require()
    form, to = WhyForm(request.POST or None), reverse("inspections:one", args=[inspection_id])
    act = lambda: commands.drop(by=request.actor, inspection_id=inspection_id, why=form.cleaned_data["why"])  # noqa: E731
    done = once(request, form, act, to=to, said=_("作废了，种子和理由留着。"))
    return done or show(request, "ask", form=form, title=_("作废这次考评"), back=to, button=_("作废"))


def _sample(request: StaffRequest, inspection_id: int, sample_id: int) -> tuple[Inspection, Sample, str]:
    inspection = queries.inspection(reach=request.reach, id=inspection_id)
    found = queries.sample(reach=request.reach, inspection=inspection, id=sample_id)
    return inspection, found, reverse("inspections:sample", args=[inspection_id, sample_id])


@for_staff()
def sample(request: StaffRequest, inspection_id: int, sample_id: int) -> HttpResponse:
    """One file: the sheet to fill in, what was given, the appeal."""
    inspection, found, _to = _sample(request, inspection_id, sample_id)
    own = next(
        (
            one
            for one in queries.sheets_of(inspection=inspection).get(found.pk, [])
            if one.inspector_id in request.reach.hands
        ),
        None,
    )
    known = {
        "checklist": inspection.checklist,
        "marks": own.marks if own else (),
        "initial": {"note": own.note if own else ""},
    }
    form = ScoreForm(request.POST or None, **known)
    act = lambda: commands.score(  # noqa: E731
        by=request.actor,
        inspection_id=inspection_id,
        sample_id=sample_id,
        marks=form.marks,
        note=form.cleaned_data["note"],
    )
    done = once(request, form, act, to=reverse("inspections:one", args=[inspection_id]), said=_("评分记下了。"))
    page = pages.sample(inspection, found, request.reach, case_url=_case_url(request, found))
    return done or show(request, "sample", form=form, page=page)


def _case_url(request: StaffRequest, found: Sample) -> str:
    """Its page, where it exists for this reader; what was sealed since is drawn and not opened."""
    is_seen = casework.visible(by=request.actor, reach=request.reach).filter(pk=found.case_id).exists()
    is_open = is_seen and found.case.confidentiality not in KEPT_SECRET
    return reverse("workbench:case", args=[found.case.number]) if is_open else ""


@for_staff()
def contest(request: StaffRequest, inspection_id: int, sample_id: int) -> HttpResponse:
    """申诉."""
    inspection, found, to = _sample(request, inspection_id, sample_id)
    form = ContestForm(request.POST or None)
    act = lambda: commands.contest(  # noqa: E731
        by=request.actor, inspection_id=inspection_id, sample_id=sample_id, reason=form.cleaned_data["reason"]
    )
    done = once(request, form, act, to=to, said=_("申诉收到了，由没有评过这一件的人复核。"))
    if done is None:
        is_contested = queries.contest_of(sample_id=sample_id) is not None
        policies.may_contest(request.reach, inspection, found, is_contested=is_contested).require()
    return done or show(request, "ask", form=form, title=_("对这一件的评分申诉"), back=to, button=_("交申诉"))


@for_staff()
def decide(request: StaffRequest, inspection_id: int, sample_id: int) -> HttpResponse:
    """复核申诉."""
    _inspection, found, to = _sample(request, inspection_id, sample_id)
    form = DecideForm(
        request.POST or None, initial={"points": f"{float(found.points):g}" if found.points is not None else ""}
    )
    act = lambda: commands.decide_contest(  # noqa: E731
        by=request.actor, inspection_id=inspection_id, sample_id=sample_id, points=form.cleaned_data["points"],
        words=form.cleaned_data["words"],
    )  # fmt: skip
    done = once(request, form, act, to=to, said=_("复核好了，申诉的单位收到了通知。"))
    return done or show(request, "ask", form=form, title=_("复核申诉"), back=to, button=_("记下复核结果"))


@for_staff(roles=TRACERS)
def traces(request: StaffRequest) -> HttpResponse:
    """责任倒查: asked for with a purpose, shown at once, logged each time."""
    form = TraceForm(request.POST or None, initial={"number": request.GET.get("number", "")})
    if request.method == "POST" and form.is_valid():
        try:
            page = _traced(request, form)
            return show(request, "trace", page=page, form=form)
        except HouseError as error:
            add_invalid(form, error if isinstance(error, Invalid) else Invalid(number=error.message))
    return show(request, "traces", form=form)


def _traced(request: StaffRequest, form: TraceForm) -> TracePage:
    found = commands.trace(by=request.actor, **form.cleaned_data)
    return trace_pages.page(form.cleaned_data["number"], found)


@for_staff(roles=TRACERS, method="POST")
def trace_paper(request: StaffRequest) -> HttpResponse:
    """The same as PDF; a look of its own on record."""
    form = TraceForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("请写编号和为什么倒查"))
    made = papers.pdf(trace_pages.paper(_traced(request, form)))
    headers = {"Content-Disposition": 'inline; filename="trace.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
