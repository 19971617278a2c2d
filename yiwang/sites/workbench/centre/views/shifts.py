"""话务统计."""

from django.http import HttpResponse
from django.shortcuts import render

from yiwang.sites.workbench.centre.pages.shifts import PERIODS, TODAY, ShiftsPage
from yiwang.sites.workbench.centre.views.calls import LISTENERS, is_desk
from yiwang.sites.workbench.desk.views.shared import for_staff
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff(roles=LISTENERS)
def shifts(request: StaffRequest) -> HttpResponse:
    """The desk and each of its officers, for a period."""
    said = request.GET.get("period", TODAY)
    page = ShiftsPage.of(request.actor, request.reach, said if said in PERIODS else TODAY)
    return render(request, "workbench/centre/shifts.html", {"page": page, "is_desk": is_desk(request)})
