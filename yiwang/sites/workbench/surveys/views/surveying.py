"""民意调查: the list, one of them, and each step on it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.access import commands as access
from yiwang.kit import sheets
from yiwang.kit.errors import Invalid, Missing
from yiwang.quality.surveys import commands, queries
from yiwang.quality.surveys.models import Survey
from yiwang.quality.surveys.states import SURVEY_MOVES, Axis, Frame, SurveyMove
from yiwang.quality.surveys.states.surveying import APPROVERS, WRITERS
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.desk.views.shared import for_staff, say
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.surveys.forms import FindingForm, NoteForm, SurveyForm
from yiwang.sites.workbench.surveys.pages import surveying as pages
from yiwang.sites.workbench.surveys.pages.shared import StepPage, units
from yiwang.sites.workbench.surveys.views.shared import show
from yiwang.sites.workbench.surveys.views.shared import step as step_

READERS = (*WRITERS, *APPROVERS)


@for_staff(roles=READERS)
def home(request: StaffRequest) -> HttpResponse:
    """Surveys in sight."""
    page = pages.home(request.reach, path=request.path, page=request.GET.get("page", "1"))
    return show(request, "surveys", page=page)


@for_staff(roles=READERS)
def one(request: StaffRequest, key: int) -> HttpResponse:
    """One survey with what it found so far."""
    row = queries.survey(reach=request.reach, id=key)
    return show(request, "survey", page=pages.one(row, request.reach), form=OnceForm())


def _plan(given: dict[str, Any]) -> commands.Plan:
    names = ("title", "why", "since", "until", "target", "days", "questions")
    return commands.Plan(frame=Frame(given["frame"]), axis=Axis(given["axis"]), **{name: given[name] for name in names})


def _written(request: StaffRequest, form: SurveyForm, act: Callable[[], Survey], page: StepPage) -> HttpResponse:
    def run() -> str:
        row = act()
        say(request, _("存好了，等另一位批准。"))
        return reverse("surveys:one", args=[row.pk])

    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(access.once(by=request.actor, key=form.cleaned_data["nonce"], act=run))
        except Invalid as error:
            add_invalid(form, error)
    return show(request, "write", form=form, page=page, example=queries.EXAMPLE)


@for_staff(roles=WRITERS)
def new(request: StaffRequest) -> HttpResponse:
    """拟一项调查."""
    form = SurveyForm(request.POST or None, units=units(request.reach, *WRITERS))
    page = StepPage(title=_("拟民意调查"), place=_("民意调查"), back=reverse("surveys:home"), button=_("存草稿"))

    def act() -> Survey:
        return commands.surveying.draft(
            by=request.actor, unit_id=form.cleaned_data["unit"], plan=_plan(form.cleaned_data)
        )

    return _written(request, form, act, page)


@for_staff(roles=WRITERS)
def edit(request: StaffRequest, key: int) -> HttpResponse:
    """改问卷: an approved one has to be approved again."""
    row = queries.survey(reach=request.reach, id=key)
    known = {
        name: getattr(row, name)
        for name in ("title", "why", "frame", "axis", "since", "until", "target", "days", "version")
    }
    known["questions"] = queries.lines(row.questions)
    form = SurveyForm(request.POST or None, units=[(row.unit_id, row.unit.short_name)], initial=known)
    page = StepPage(title=_("改问卷"), place=_("民意调查"), back=reverse("surveys:one", args=[key]), button=_("存草稿"))

    def act() -> Survey:
        given = form.cleaned_data
        return commands.surveying.rewrite(by=request.actor, survey_id=key, plan=_plan(given), version=given["version"])

    return _written(request, form, act, page)


_LEADS = {
    SurveyMove.APPROVE: "批准的是这一版的题目和抽样办法。改了要再批准。",
    SurveyMove.SEND_BACK: "写明要改什么，拟稿人会看到。",
    SurveyMove.OPEN: "开始以后题目不能再改。依规定不能问的、退订的、号码不安全的不会问，名额由备用样本补上。",
    SurveyMove.CLOSE: "结束以后不再发问，样本随即删除，只留各层的数。",
    SurveyMove.DROP: "草稿不再使用，记录保留。",
}
_SAID = {
    SurveyMove.APPROVE: "批准了，可以抽样开始。", SurveyMove.SEND_BACK: "退回了。", SurveyMove.OPEN: "抽好样本，开始询问了。",
    SurveyMove.CLOSE: "结束了。", SurveyMove.DROP: "记下了，不做了。",
}  # fmt: skip


@for_staff(roles=READERS)
def step(request: StaffRequest, key: int, move: str) -> HttpResponse:
    """Each move but writing."""
    row = queries.survey(reach=request.reach, id=key)
    wanted = next((one for one in _LEADS if one.value == move), None)
    if wanted is None:
        raise Missing
    form = NoteForm(request.POST or None) if wanted is SurveyMove.SEND_BACK else OnceForm(request.POST or None)
    label = SURVEY_MOVES[wanted].label
    page = StepPage(
        title=_("%(label)s：%(title)s") % {"label": label, "title": row.title}, place=_("民意调查"), button=label,
        back=reverse("surveys:one", args=[key]), lead=_(_LEADS[wanted]),
    )  # fmt: skip
    return step_(request, form, lambda: _move(request, row, wanted, form), page, said=_(_SAID[wanted]))


def _move(request: StaffRequest, row: Survey, move: SurveyMove, form: OnceForm) -> Survey:
    if move is SurveyMove.APPROVE:
        return commands.surveying.approve(by=request.actor, survey_id=row.pk, version=row.version)
    if move is SurveyMove.SEND_BACK:
        return commands.surveying.send_back(by=request.actor, survey_id=row.pk, note=form.cleaned_data["note"])
    act = {
        SurveyMove.OPEN: commands.surveying.open_survey, SurveyMove.CLOSE: commands.surveying.close,
        SurveyMove.DROP: commands.surveying.drop,
    }[move]  # fmt: skip
    return act(by=request.actor, survey_id=row.pk)


@for_staff(roles=WRITERS)
def publish(request: StaffRequest, key: int) -> HttpResponse:
    """公布结果, or take it down."""
    row = queries.survey(reach=request.reach, id=key)
    back = reverse("surveys:one", args=[key])
    if row.is_public:
        page = StepPage(title=_("撤下公布的结果"), place=_("民意调查"), back=back, button=_("撤下"))
        form = OnceForm(request.POST or None)
        return step_(
            request, form, lambda: commands.publish(by=request.actor, survey_id=key, is_public=False), page,
            said=_("撤下了。"),
        )  # fmt: skip
    page = StepPage(
        title=_("公布结果"), place=_("民意调查"), back=back, button=_("公布"),
        lead=_("公布各题的比例、95%区间、问了多少人、多少人回答；少于5人的选项不公布。"),
    )  # fmt: skip
    finding = FindingForm(request.POST or None)
    return step_(
        request, finding,
        lambda: commands.publish(
            by=request.actor, survey_id=key, is_public=True, finding=finding.cleaned_data["finding"]
        ),
        page, said=_("公布了，网站上很快看得到。"),
    )  # fmt: skip


@for_staff(roles=WRITERS, method="POST")
def words(request: StaffRequest, key: int) -> HttpResponse:
    """What was written, what points at people covered; the look is on record."""
    row = queries.survey(reach=request.reach, id=key)
    return show(request, "words", row=row, words=commands.read_words(by=request.actor, survey_id=key))


@for_staff(roles=WRITERS, method="POST")
def export(request: StaffRequest, key: int) -> HttpResponse:
    """The responses as a table."""
    row = queries.survey(reach=request.reach, id=key)
    body = commands.export(by=request.actor, survey_id=key)
    name = quote(f"{row.title}.xlsx")
    return HttpResponse(
        body, content_type=sheets.XLSX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    )
