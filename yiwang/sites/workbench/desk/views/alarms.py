"""紧急警示: the strip on every page, the list with the time left, and the answer by name."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import DUTY
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.desk.pages.alarms import alarm_lines
from yiwang.sites.workbench.desk.pages.frame import desk_of
from yiwang.sites.workbench.desk.views.shared import for_staff, found, say, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff(roles=DUTY)
def alarms(request: StaffRequest) -> HttpResponse:
    """Every alarm nobody has answered, oldest first."""
    return show(request, "alarms", lines=alarm_lines(request.actor, desk_of(request).alarms))


@for_staff(roles=DUTY)
def strip(request: StaffRequest) -> HttpResponse:
    """The strip alone, asked for every ten seconds; 204 while the same alarms ring."""
    if request.GET.get("seen", "") == desk_of(request).alarm_ids:
        return HttpResponse(status=204)
    return show(request, "alarm_strip")


@for_staff(method="POST")
def acknowledge(request: StaffRequest, number: str) -> HttpResponse:
    """确认: answered by name. Pressed twice it is answered once."""
    appeal = _alarmed(request, number)
    commands.acknowledge(by=request.actor, case_id=appeal.pk)
    say(request, _("确认了，%(number)s由您接手处置。") % {"number": number})
    return redirect("workbench:alarms")


def _alarmed(request: StaffRequest, number: str) -> Appeal:
    """The appeal behind an alarm that rings here, else one in sight: danger is answered first."""
    mine = (alarm.appeal for alarm in desk_of(request).alarms if alarm.appeal.case.number == number)
    appeal = next(mine, None) or found(request, number)
    if queries.alarm_of(appeal=appeal) is None:
        raise Missing
    return appeal
