"""The groups' robots: set up, tried, stopped."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries
from yiwang.ground.organisation.states import Permission
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.robots.forms import RobotForm
from yiwang.sites.workbench.offices.robots.pages import RobotLine, RobotPage
from yiwang.sites.workbench.offices.views.shared import done, for_office, say, show


@for_office(Permission.MANAGE_UNITS)
def robots(request: StaffRequest) -> HttpResponse:
    """Every robot, the live ones first."""
    return show(request, "robots/list", robots=[RobotLine.of(row) for row in queries.robots_of()])


@for_office(Permission.MANAGE_UNITS)
def add(request: StaffRequest) -> HttpResponse:
    """A robot for a unit's group."""
    form = RobotForm(request.POST or None)
    if row := done(request, form, messaging.add_robot):
        say(request, _("机器人设置好了，请试发一条，看群里收到没有。"))
        return redirect("offices:robot", row.pk)
    return show(request, "robots/add", form=form)


@for_office(Permission.MANAGE_UNITS)
def robot(request: StaffRequest, robot_id: int) -> HttpResponse:
    """One robot and what it said last."""
    page = RobotPage.of(queries.robot(id=robot_id), queries.posts_of(robot_id=robot_id))
    return show(request, "robots/robot", page=page)


@for_office(Permission.MANAGE_UNITS, method="POST")
def try_out(request: StaffRequest, robot_id: int) -> HttpResponse:
    """A trial into the group."""
    messaging.try_robot(by=request.actor, robot_id=robot_id)
    say(request, _("试发了一条，几秒后刷新看结果。"))
    return redirect("offices:robot", robot_id)


@for_office(Permission.MANAGE_UNITS)
def stop(request: StaffRequest, robot_id: int) -> HttpResponse:
    """Say nothing there any more, after a page that says what follows."""
    row = queries.robot(id=robot_id)
    if request.method == "POST":
        messaging.stop_robot(by=request.actor, robot_id=robot_id)
        say(request, _("机器人停用了。"))
        return redirect("offices:robots")
    return show(request, "robots/stop", row=row)
