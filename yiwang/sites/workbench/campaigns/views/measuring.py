"""措施: ordered, reported, accepted or returned."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from yiwang.quality.campaigns import commands, policies, queries
from yiwang.sites.workbench.campaigns.forms import MeasureForm, MoveDayForm, ReasonForm, ResultForm
from yiwang.sites.workbench.campaigns.pages.shared import units_below
from yiwang.sites.workbench.campaigns.views.campaigning import at
from yiwang.sites.workbench.campaigns.views.shared import ask, step
from yiwang.sites.workbench.desk.views.shared import for_staff
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def order(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """安排措施."""
    campaign = queries.get_campaign(reach=request.reach, id=campaign_id)
    policies.may_order_measure(request.reach, campaign).require()
    form = MeasureForm(
        request.POST or None, units=units_below(request.reach, campaign.unit.code), initial={"due_on": campaign.ends_on}
    )
    act = lambda: commands.order_measure(by=request.actor, campaign_id=campaign_id, **_given(form))  # noqa: E731
    return ask(
        request, form, act, to=at(campaign_id), said=_("安排好了。"), title=_("安排一项措施"), lead=campaign.title,
        button=_("安排"),
    )  # fmt: skip


def _given(form: MeasureForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("unit", "text", "due_on")}


@for_staff()
def move(request: StaffRequest, measure_id: int) -> HttpResponse:
    """改日期."""
    measure = queries.get_measure(reach=request.reach, id=measure_id)
    policies.may_move_measure(request.reach, measure).require()
    form = MoveDayForm(request.POST or None, initial={"due_on": measure.due_on})
    act = lambda: commands.move_measure(by=request.actor, measure_id=measure_id, **form.moved)  # noqa: E731
    return ask(
        request, form, act, to=at(measure.campaign_id), said=_("日期改了。"), title=_("改日期"), lead=measure.text,
        button=_("改"),
    )  # fmt: skip


@for_staff()
def report(request: StaffRequest, measure_id: int) -> HttpResponse:
    """报告落实."""
    measure = queries.get_measure(reach=request.reach, id=measure_id)
    form = ResultForm(request.POST or None, initial={"result": measure.result})
    act = lambda: commands.report_measure(  # noqa: E731
        by=request.actor, measure_id=measure_id, result=form.cleaned_data["result"]
    )
    return ask(
        request, form, act, to=at(measure.campaign_id), said=_("报了，等验收。"), title=_("报告落实"), lead=measure.text,
        note=measure.reason, button=_("报告"),
    )  # fmt: skip


@for_staff(method="POST")
def accept(request: StaffRequest, measure_id: int) -> HttpResponse:
    """验收."""
    measure = queries.get_measure(reach=request.reach, id=measure_id)
    act = lambda: commands.accept_measure(by=request.actor, measure_id=measure_id)  # noqa: E731
    return step(request, act, to=at(measure.campaign_id), said=_("验收了。"))


@for_staff()
def give_back(request: StaffRequest, measure_id: int) -> HttpResponse:
    """退回重做."""
    measure, form = queries.get_measure(reach=request.reach, id=measure_id), ReasonForm(request.POST or None)
    act = lambda: commands.return_measure(  # noqa: E731
        by=request.actor, measure_id=measure_id, reason=form.cleaned_data["reason"]
    )
    return ask(
        request, form, act, to=at(measure.campaign_id), said=_("退回了。"), title=_("退回重做"), lead=measure.text,
        note=measure.result, button=_("退回"),
    )  # fmt: skip
