"""Lists: the inbox, everything in sight, the units below, what waits for approval, messages to oneself."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.applications.queries import tallies as applications
from yiwang.ground.messaging import commands as messaging_commands
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.organisation.states import Permission
from yiwang.kit import clock
from yiwang.sites.ui.pages import KeyHint
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.desk.forms import ListForm
from yiwang.sites.workbench.desk.pages import files, load, rows
from yiwang.sites.workbench.desk.pages.frame import desk_of
from yiwang.sites.workbench.desk.pages.requests import waiting_rows
from yiwang.sites.workbench.desk.pages.rows import Asked
from yiwang.sites.workbench.desk.pages.slices import FEW, page_of
from yiwang.sites.workbench.desk.pages.together import owed_by, parts_chip
from yiwang.sites.workbench.desk.pages.whose import designate_rows
from yiwang.sites.workbench.desk.views.shared import for_staff, mover, show
from yiwang.sites.workbench.middleware import StaffRequest


def keys() -> list[KeyHint]:
    """The foot line of a list."""
    said = [
        ("J", _("下一件")), ("K", _("上一件")), ("⏎", _("打开")), ("S", _("签收")), ("L", _("记录联系")),
        ("R", _("起草答复")), ("/", _("搜索")),
    ]  # fmt: skip
    return [KeyHint(key=key, label=label) for key, label in said]


@for_staff()
def inbox(request: StaffRequest) -> HttpResponse:
    """What lies on my desk, or below me, by what burns."""
    desk, path = desk_of(request), reverse("workbench:inbox")
    asked = Asked(**{"scope": "mine" if desk.handles else "all"} | ListForm(request.GET).said())
    page = files.listing(by=request.actor, asked=asked, reach=request.reach)
    return show(
        request, "inbox", asked=asked, keys=keys(), unread=desk.unread,
        groups=rows.groups(files.rows(page.rows, unit=asked.scope == "all")),
        kinds=files.kinds(path, asked, desk.counts),
        scopes=[*rows.scopes(path, asked, desk.counts), parts_chip(owed_by(mover(request)))],
        filters=rows.filters(path, asked, desk.counts),
        pager=rows.pager(path, asked, page),
    )  # fmt: skip


@for_staff(Permission.APPROVE, Permission.SUPERVISE)
def units(request: StaffRequest) -> HttpResponse:
    """How full the units below are, and the lines."""
    loads = queries.unit_load(by=request.actor, reach=request.reach)
    lines = queries.line_load(by=request.actor, reach=request.reach)
    applied = applications.unit_load(by=request.actor, reach=request.reach)
    direct = queries.direct_share(by=request.actor, since=clock.now() - load.DIRECT_OVER)
    return show(request, "units", page=load.LoadPage.of(loads, lines, direct, applied))


@for_staff(Permission.APPROVE)
def approvals(request: StaffRequest) -> HttpResponse:
    """Replies that wait for me, more time that is asked for, and what nobody but a superior can say."""
    path, asked = reverse("workbench:approvals"), Asked(**ListForm(request.GET).said())
    page = queries.approving(by=request.actor, after=asked.place, reach=request.reach)
    asked_for = list(queries.requests_waiting(by=request.actor, reach=request.reach)[: FEW + 1])
    nobodys = list(queries.to_designate(by=request.actor, reach=request.reach)[: FEW + 1])
    return show(
        request, "approvals", groups=rows.groups(rows.rows(page.rows, unit=True)), keys=keys()[:3], pane=True,
        pager=rows.pager(path, asked, page), requests=waiting_rows(asked_for),
        nobodys=designate_rows(nobodys), few=FEW,
    )  # fmt: skip


@for_staff()
def messages(request: StaffRequest) -> HttpResponse:
    """Messages to myself by the file they are about, newest first."""
    number = page_of(request.GET.get("page", "1"))
    found = messaging.inbox(officer_id=request.officer.pk, page=number)
    has_more = len(found) > messaging.INBOX_ROWS
    groups = load.message_groups(request.actor, found[: messaging.INBOX_ROWS])
    return show(request, "messages", page=groups, pager=numbered_if_any(request.path, page=number, has_more=has_more))


@for_staff(method="POST")
def read(request: StaffRequest) -> HttpResponse:
    """All of them are read, or those of one file."""
    named = [int(key) for key in request.POST.get("ids", "").split(",") if key.isdecimal() and len(key) < 19]
    messaging_commands.mark_read(by=request.actor, message_ids=named)
    return redirect("workbench:messages")
