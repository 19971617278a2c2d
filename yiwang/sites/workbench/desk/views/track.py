"""流程跟踪 of one file, and how much lies at each node."""

from django.http import HttpResponse

from yiwang.cases.casework.queries.nodes import at_nodes
from yiwang.ground.organisation.states import Permission
from yiwang.sites.workbench.desk.pages.nodes import NodesPage
from yiwang.sites.workbench.desk.pages.track import track_page
from yiwang.sites.workbench.desk.views.shared import for_staff, found, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def track(request: StaffRequest, number: str) -> HttpResponse:
    """Every node of a file; with `print` without what only a screen needs."""
    page = track_page(found(request, number))
    return show(request, "track", page=page, is_print="print" in request.GET)


@for_staff(Permission.APPROVE, Permission.SUPERVISE)
def nodes(request: StaffRequest) -> HttpResponse:
    """在各环节的件: how much waits at each node, by unit, and the oldest of it."""
    return show(request, "nodes", page=NodesPage.of(at_nodes(by=request.actor, reach=request.reach)))
