"""改登记单: what was missing at the desk is added while the file is open."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.centre import commands, policies, queries
from yiwang.cases.centre.states import asks
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.centre.desk.forms import SlipForm
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.views.shared import for_staff, found, mover, once
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def mend(request: StaffRequest, number: str) -> HttpResponse:
    """The form of the file's own channel, with what was written."""
    appeal = found(request, number)
    case = appeal.case
    if not asks(case.channel):
        raise Missing
    policies.may_mend_slip(mover(request), case).require()
    slip = queries.slip_of(case=case)
    begun = {f"ask_{name}": value for name, value in slip.answers.items()} if slip else {}
    form = SlipForm(request.POST or None, channel=case.channel, initial=begun)
    done = once(
        request, form, lambda: commands.mend_slip(by=request.actor, case_id=appeal.pk, told=form.told),
        to=reverse("workbench:case", args=[number]), said=_("登记单改好了。"),
    )  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return done or render(
        request, "workbench/centre/desk/slip.html", {"form": form, "head": Head.of(appeal, None)}, status=status
    )  # fmt: skip
