"""渠道数据, on the page and as a workbook."""

from django.http import HttpResponse
from django.shortcuts import render

from yiwang.cases.appeals.states import DESK
from yiwang.ground.organisation.states import PERMISSIONS, Permission
from yiwang.kit import sheets
from yiwang.sites.workbench.desk.views.shared import for_staff
from yiwang.sites.workbench.figures import pages
from yiwang.sites.workbench.figures.forms import PeriodForm
from yiwang.sites.workbench.middleware import StaffRequest

_OVERSEE = frozenset({Permission.SUPERVISE, Permission.APPROVE})
READERS = frozenset({*DESK, *(role for role, held in PERMISSIONS.items() if held & _OVERSEE)})


def _page(request: StaffRequest) -> tuple[PeriodForm, pages.ChannelsPage]:
    form = PeriodForm(request.GET or None)
    period, first, last = form.days()
    return form, pages.channels(period=period, first=first, last=last)


@for_staff(roles=READERS)
def channels(request: StaffRequest) -> HttpResponse:
    """By group and channel, with the files behind each figure."""
    form, page = _page(request)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workbench/figures/channels.html", {"form": form, "page": page}, status=status)


@for_staff(roles=READERS)
def sheet(request: StaffRequest) -> HttpResponse:
    """The same as XLSX."""
    _form, page = _page(request)
    name = f"channels-{page.first:%Y%m%d}-{page.last:%Y%m%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pages.sheet(page), content_type=sheets.XLSX, headers=headers)
