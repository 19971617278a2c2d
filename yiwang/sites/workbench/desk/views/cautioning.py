"""设提示, 解除提示: whom not to text."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, policies
from yiwang.ground.people import queries as people
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.desk.forms.cautioning import CautionForm, LiftForm
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.pages.caution_box import Heed
from yiwang.sites.workbench.desk.views.shared import for_staff, found, mover, once, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def caution(request: StaffRequest, number: str) -> HttpResponse:
    """设提示."""
    appeal = found(request, number)
    policies.may_caution(mover(request), appeal).require()
    form = CautionForm(request.POST or None)

    def note() -> None:
        given = {name: form.cleaned_data[name] for name in ("ground", "reason", "guardian_name", "guardian_phone")}
        days = form.cleaned_data["days"] or 0
        commands.caution(by=request.actor, case_id=appeal.pk, kind=form.kind, days=days, **given)

    done = once(
        request, form, note, to=reverse("workbench:case", args=[number]), said=_("提示设好了，排队没发的消息也会拦下。")
    )
    return done or show(request, "caution", form=form, head=Head.of(appeal, None))


@for_staff()
def lift(request: StaffRequest, number: str, caution_id: int) -> HttpResponse:
    """解除提示."""
    appeal = found(request, number)
    policies.may_caution(mover(request), appeal).require()
    row = people.caution(id=caution_id)
    if row.about != appeal.case.ref or row.lifted_at:
        raise Missing
    form = LiftForm(request.POST or None)

    def lift_it() -> None:
        reason = form.cleaned_data["lift_reason"]
        commands.lift_caution(by=request.actor, case_id=appeal.pk, caution_id=caution_id, reason=reason)

    done = once(
        request, form, lift_it, to=reverse("workbench:case", args=[number]), said=_("提示解除了，以后的消息照常发。")
    )
    heed = Heed.of(row, appeal.case, may_lift=False)
    return done or show(request, "lift_caution", form=form, head=Head.of(appeal, None), heed=heed)
