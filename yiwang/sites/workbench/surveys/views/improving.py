"""整改: opinions that wait, what is changed, and what it came to."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.kit.errors import Missing
from yiwang.quality.surveys import commands, queries
from yiwang.quality.surveys.models import Improvement, Opinion
from yiwang.quality.surveys.states import (
    IMPROVEMENT_MOVES,
    FigureKind,
    ImprovementMove,
    OpinionSource,
)
from yiwang.quality.surveys.states.improving import ASSESSORS, HEADS, PANELISTS
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.desk.views.shared import for_staff
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.surveys.forms import CloseForm, GistForm, GroundForm, MeasureForm, OrderForm, ReportForm
from yiwang.sites.workbench.surveys.pages import improving as pages
from yiwang.sites.workbench.surveys.pages.shared import StepPage, categories, units
from yiwang.sites.workbench.surveys.views.shared import show
from yiwang.sites.workbench.surveys.views.shared import step as step_

READERS = (*ASSESSORS, *HEADS, *PANELISTS)


@for_staff(roles=READERS)
def home(request: StaffRequest) -> HttpResponse:
    """Opinions that wait and improvements."""
    return show(request, "improvements", page=pages.home(request.reach, show=request.GET.get("show", "")))


@for_staff(roles=(*ASSESSORS, *PANELISTS))
def collect(request: StaffRequest) -> HttpResponse:
    """搜集: by hand, or from what the address names."""
    sources = frozenset(one.value for one in OpinionSource)
    source = request.GET.get("source", "")
    known = {
        "source": source if source in sources else OpinionSource.OTHER,
        "source_ref": request.GET.get("from", "")[:80],
    }
    choices = units(request.reach, *ASSESSORS, *PANELISTS, all_below=True)
    form = GistForm(request.POST or None, units=choices, categories=categories(), initial=known)
    page = StepPage(title=_("收一条意见"), place=_("整改"), back=reverse("improvements:home"), button=_("收下"))

    def act() -> Opinion:
        given = form.cleaned_data
        return commands.improving.collect(
            by=request.actor, unit_id=given["unit"], source=OpinionSource(given["source"]), gist=given["gist"],
            source_ref=given["source_ref"], category=given["category"],
        )  # fmt: skip

    return step_(request, form, act, page, said=_("收下了，等研判。"))


@for_staff(roles=ASSESSORS)
def opinion(request: StaffRequest, key: int) -> HttpResponse:
    """One opinion."""
    return show(request, "opinion", page=pages.opinion(queries.opinion(reach=request.reach, id=key), request.reach))


@for_staff(roles=ASSESSORS)
def explain(request: StaffRequest, key: int) -> HttpResponse:
    """研判: not acted on."""
    row, form = queries.opinion(reach=request.reach, id=key), GroundForm(request.POST or None)
    page = StepPage(
        title=_("不列入整改"),
        place=_("整改"),
        back=reverse("improvements:opinion", args=[key]),
        button=_("写好"),
        lead=row.gist,
    )
    return step_(
        request, form,
        lambda: commands.improving.explain(by=request.actor, opinion_id=key, ground=form.cleaned_data["note"]), page,
        said=_("写好了。"),
    )  # fmt: skip


@for_staff(roles=ASSESSORS)
def order(request: StaffRequest, key: int) -> HttpResponse:
    """研判、督办: what a unit is to change."""
    row = queries.opinion(reach=request.reach, id=key)
    known = {"unit": row.unit_id, "category": row.category, "title": row.gist[:60]}
    choices = units(request.reach, *ASSESSORS, all_below=True)
    form = OrderForm(request.POST or None, units=choices, categories=categories(), initial=known)
    page = StepPage(
        title=_("列入整改"),
        place=_("整改"),
        back=reverse("improvements:opinion", args=[key]),
        button=_("督办"),
        lead=row.gist,
    )

    def act() -> Improvement:
        given = form.cleaned_data
        names = ("title", "measure", "figure", "category", "window", "before")
        wanted = commands.Order(figure_kind=FigureKind(given["figure_kind"]), **{name: given[name] for name in names})
        return commands.improving.order(by=request.actor, unit_id=given["unit"], opinion_ids=[key], wanted=wanted)

    return step_(request, form, act, page, said=_("督办了，单位负责人收到了通知。"), to=reverse("improvements:home"))


@for_staff(roles=(*ASSESSORS, *HEADS))
def one(request: StaffRequest, key: int) -> HttpResponse:
    """One improvement."""
    row = queries.improvement(reach=request.reach, id=key)
    return show(request, "improvement", page=pages.one(row, request.reach))


_LEADS = {
    ImprovementMove.REPORT: "写改了什么、从哪天起；效果由督办单位来核。",
    ImprovementMove.SEND_BACK: "写还差什么，报告的期限重新起算。",
    ImprovementMove.MEASURE: "系统数由系统数，前后各取一样多的天数；别的数请填整改后的数。前后比不等于因果。",
    ImprovementMove.CLOSE: "提意见的监督员在征询里有各自的答复；公布的写在网站“您说的，我们改了”。",
}
_SAID = {
    ImprovementMove.REPORT: "报告交上去了。", ImprovementMove.SEND_BACK: "退回了，单位负责人收到了通知。",
    ImprovementMove.MEASURE: "效果核好了。", ImprovementMove.CLOSE: "反馈并办结了。",
}  # fmt: skip
_FORMS = {
    ImprovementMove.REPORT: ReportForm, ImprovementMove.SEND_BACK: GroundForm, ImprovementMove.MEASURE: MeasureForm,
    ImprovementMove.CLOSE: CloseForm,
}  # fmt: skip


@for_staff(roles=(*ASSESSORS, *HEADS))
def step(request: StaffRequest, key: int, move: str) -> HttpResponse:
    """Each move of an improvement."""
    row = queries.improvement(reach=request.reach, id=key)
    wanted = next((one for one in _FORMS if one.value == move), None)
    if wanted is None:
        raise Missing
    form: OnceForm = _FORMS[wanted](request.POST or None)
    if wanted is ImprovementMove.MEASURE and row.figure_kind == FigureKind.APPEALS:
        del form.fields["after"]
    label = IMPROVEMENT_MOVES[wanted].label
    page = StepPage(
        title=_("%(label)s：%(title)s") % {"label": label, "title": row.title}, place=_("整改"), button=label,
        back=reverse("improvements:one", args=[key]), lead=_(_LEADS[wanted]),
    )  # fmt: skip
    return step_(request, form, lambda: _move(request, key, wanted, form), page, said=_(_SAID[wanted]))


def _move(request: StaffRequest, key: int, move: ImprovementMove, form: OnceForm) -> Improvement:
    given, loop = form.cleaned_data, commands.improving
    if move is ImprovementMove.REPORT:
        return loop.report(by=request.actor, improvement_id=key, report=given["report"], done_on=given["done_on"])
    if move is ImprovementMove.SEND_BACK:
        return loop.send_back(by=request.actor, improvement_id=key, note=given["note"])
    if move is ImprovementMove.MEASURE:
        return loop.measure(by=request.actor, improvement_id=key, after=given.get("after"))
    return loop.close(by=request.actor, improvement_id=key, told=given["told"], is_public=given["is_public"])
