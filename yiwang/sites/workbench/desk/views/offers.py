"""同类答复 of one file, as a page and as the box on other pages."""

from django.http import HttpResponse

from yiwang.sites.workbench.desk.pages import offers as pages
from yiwang.sites.workbench.desk.views.shared import for_staff, found, mover, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def offers(request: StaffRequest, number: str) -> HttpResponse:
    """What the house already says to this matter, as far as this reader may see it."""
    return show(request, "offers", page=pages.page(mover(request), found(request, number)))
