"""今天: the landing page of heads, supervisors and leaders on a phone."""

from django.http import HttpResponse

from yiwang.ground.organisation.states import Permission
from yiwang.kit import clock
from yiwang.sites.workbench.desk.pages.frame import desk_of
from yiwang.sites.workbench.desk.pages.today import TodayPage
from yiwang.sites.workbench.desk.views.shared import for_staff, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff(Permission.APPROVE, Permission.SUPERVISE)
def today(request: StaffRequest) -> HttpResponse:
    """What waits for me now."""
    return show(request, "today", page=TodayPage.of(desk_of(request), request.officer), now=clock.now())
