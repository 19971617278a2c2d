"""集中整治: the list, a new one, one of them, its files and how it ends."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.ground.access import commands as access
from yiwang.kit import clock
from yiwang.kit.errors import Invalid
from yiwang.kit.refs import Ref
from yiwang.quality.campaigns import commands, policies, queries
from yiwang.quality.campaigns.commands import Plan
from yiwang.quality.campaigns.models import Campaign
from yiwang.quality.campaigns.states import Ground
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.campaigns.forms import AddForm, ListForm, PlanForm, ReasonForm, ReportForm
from yiwang.sites.workbench.campaigns.forms.campaigning import SLOTS
from yiwang.sites.workbench.campaigns.pages import campaigning as pages
from yiwang.sites.workbench.campaigns.pages.shared import areas, categories, led_units
from yiwang.sites.workbench.campaigns.views.shared import ask, pdf, show, step
from yiwang.sites.workbench.desk.forms.base import new_nonce
from yiwang.sites.workbench.desk.views.shared import for_staff, once, say
from yiwang.sites.workbench.matters.forms import numbers_in
from yiwang.sites.workbench.middleware import StaffRequest

MONTH = timedelta(days=30)
_GROUNDS = {"topics.topic": Ground.TOPIC, "appeals.consultation": Ground.CONSULTATION}


def at(campaign_id: int) -> str:
    """The page of one."""
    return reverse("campaigns:one", args=[campaign_id])


def _of(request: StaffRequest, campaign_id: int) -> Campaign:
    return queries.get_campaign(reach=request.reach, id=campaign_id)


@for_staff()
def home(request: StaffRequest) -> HttpResponse:
    """Campaigns in sight."""
    return show(request, "list", page=pages.home(request.reach, ListForm(request.GET).said))


def _form(request: StaffRequest, campaign: Campaign | None = None, **initial: Any) -> PlanForm:
    """The form of a plan; what stands already, where it is changed."""
    units = [(campaign.unit.code, campaign.unit.short_name)] if campaign else led_units(request.reach)
    sent = request.POST if "nonce" in request.POST else None
    return PlanForm(sent, units=units, categories=categories(), areas=areas(), initial=initial)


def _plan(form: PlanForm) -> Plan:
    given = form.cleaned_data
    return Plan(
        title=given["title"], matter=given["matter"], ground=given["ground"], unit=given["unit"],
        starts_on=given["starts_on"], ends_on=given["ends_on"], categories=form.several("category"),
        areas=form.several("area"), words=form.keywords(), source=given["source"],
    )  # fmt: skip


@for_staff()
def new(request: StaffRequest) -> HttpResponse:
    """起草, from nothing, from a topic, a consultation or from files picked in a list (`pick`), which come in at once."""
    policies.may_plan(request.reach).require()
    today = clock.today()
    said = request.POST if request.method == "POST" else request.GET
    picked = numbers_in(" ".join([*said.getlist("pick"), said.get("picked", "")]))
    source = said.get("source", "")
    form = _form(
        request, starts_on=today, ends_on=today + MONTH, source=source, picked=" ".join(picked),
        category1=said.get("category", ""), area1=said.get("area", ""), ground=_GROUNDS.get(Ref.parse(source).kind, Ground.MANY),
    )  # fmt: skip
    return _made(request, form, picked) or show(request, "plan", form=form, files=len(picked))


def _made(request: StaffRequest, form: PlanForm, picked: list[str]) -> HttpResponse | None:
    """Made once, with the files that were picked, and its page; None where the form must be shown (again)."""
    if not form.is_bound or not form.is_valid():
        return None

    def make() -> str:
        made = commands.draft(by=request.actor, plan=_plan(form))
        keys = appeals.keys_among(by=request.actor, numbers=picked, may_be_sealed=False)
        if keys:
            commands.put_in(by=request.actor, campaign_id=made.pk, case_ids=keys)
        say(request, _("起草好了。再安排措施，由另一位负责人启动。"))
        return at(made.pk)

    try:
        return HttpResponseRedirect(access.once(by=request.actor, key=form.cleaned_data["nonce"], act=make))
    except Invalid as error:
        add_invalid(form, error)
    return None


@for_staff()
def change(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """改, before it is begun."""
    campaign = _of(request, campaign_id)
    policies.may_change(request.reach, campaign).require()
    slots = {f"category{n}": code for n, code in enumerate(campaign.categories[:SLOTS], 1)}
    slots |= {f"area{n}": code for n, code in enumerate(campaign.areas[:SLOTS], 1)}
    same = {name: getattr(campaign, name) for name in ("title", "matter", "ground", "starts_on", "ends_on")}
    form = _form(request, campaign, unit=campaign.unit.code, words=" ".join(campaign.words), **same, **slots)
    act = lambda: commands.change(by=request.actor, campaign_id=campaign_id, plan=_plan(form))  # noqa: E731
    done = once(request, form, act, to=at(campaign_id), said=_("改好了。"))
    return done or show(request, "plan", form=form, campaign=campaign)


@for_staff()
def one(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """One campaign."""
    page = pages.one(request.actor, request.reach, _of(request, campaign_id), nonce=new_nonce())
    return show(
        request,
        "one",
        page=page,
        adding=AddForm(),
        source=pages.source_url(request.actor, request.reach, page.campaign.source),
    )


@for_staff(method="POST")
def files(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """列入 or 不列入 of the rows that were picked."""
    numbers = numbers_in(" ".join(request.POST.getlist("pick")))
    keys = appeals.keys_among(by=request.actor, numbers=numbers, may_be_sealed=False)
    is_inside = request.POST.get("act") == "in"
    if not keys:
        say(request, _("没有勾选。"))
        return HttpResponseRedirect(at(campaign_id))
    act = lambda: commands.decide_files(  # noqa: E731
        by=request.actor, campaign_id=campaign_id, case_ids=keys, is_inside=is_inside
    )
    said = _("列入了%(n)s件。") if is_inside else _("%(n)s件不列入。")
    return step(request, act, to=at(campaign_id), said=said % {"n": len(keys)})


@for_staff(method="POST")
def add(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """Files by their numbers."""
    campaign, form = _of(request, campaign_id), AddForm(request.POST)
    numbers = numbers_in(request.POST.get("picked", ""))

    def act() -> None:
        keys = appeals.keys_among(by=request.actor, numbers=numbers, may_be_sealed=False)
        if len(keys) < len(numbers) or not keys:
            raise Invalid(picked=_("有的编号没有，或不在您的范围内，请再对一遍"))
        commands.put_in(by=request.actor, campaign_id=campaign_id, case_ids=keys)

    done = once(request, form, act, to=at(campaign_id), said=_("列入了。"))
    page = pages.one(request.actor, request.reach, campaign, nonce=new_nonce())
    return done or show(request, "one", page=page, adding=form, form=form)


@for_staff(method="POST")
def begin(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """启动."""
    act = lambda: commands.begin(by=request.actor, campaign_id=campaign_id)  # noqa: E731
    return step(request, act, to=at(campaign_id), said=_("启动了，各单位负责人都收到了通知。"))


@for_staff()
def report(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """写总结."""
    campaign = _of(request, campaign_id)
    form = ReportForm(request.POST or None, initial={"text": campaign.report})
    act = lambda: commands.report(by=request.actor, campaign_id=campaign_id, text=form.cleaned_data["text"])  # noqa: E731
    return ask(
        request, form, act, to=at(campaign_id), said=_("写好了，等另一位验收。"), title=_("写总结"), lead=campaign.title,
        note=campaign.reason, button=_("写好，送验收"),
    )  # fmt: skip


@for_staff()
def send_back(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """退回总结."""
    campaign, form = _of(request, campaign_id), ReasonForm(request.POST or None)
    act = lambda: commands.send_back(  # noqa: E731
        by=request.actor, campaign_id=campaign_id, reason=form.cleaned_data["reason"]
    )
    return ask(
        request, form, act, to=at(campaign_id), said=_("退回了。"), title=_("退回总结"), lead=campaign.title,
        button=_("退回"),
    )  # fmt: skip


@for_staff(method="POST")
def close(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """验收结束."""
    act = lambda: commands.close(by=request.actor, campaign_id=campaign_id)  # noqa: E731
    return step(request, act, to=at(campaign_id), said=_("验收了，集中整治结束。列入的件照常办。"))


@for_staff()
def drop(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """不做了."""
    campaign, form = _of(request, campaign_id), ReasonForm(request.POST or None)
    act = lambda: commands.drop(by=request.actor, campaign_id=campaign_id, reason=form.cleaned_data["reason"])  # noqa: E731
    return ask(
        request, form, act, to=at(campaign_id), said=_("记下了。列入的件照常办。"), title=_("不做了"), lead=campaign.title,
        button=_("确定不做了"),
    )  # fmt: skip


@for_staff()
def paper(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """总结报告 as PDF, for whoever plans over the leading unit: it holds small counts."""
    campaign = _of(request, campaign_id)
    policies.may_plan(request.reach, campaign.unit).require()
    return pdf(queries.report_paper(campaign=campaign), f"campaign-{campaign.year}-{campaign.serial}")
