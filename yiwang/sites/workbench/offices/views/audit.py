"""The audit office: what happened, by whom; who looked at whose data; what the other two offices did."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from yiwang.cases.casework import queries as casework
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.states import Permission, Role
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Filter
from yiwang.kit import clock
from yiwang.kit.actor import ActorKind
from yiwang.sites.ui.pages import Chip, Pager
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.forms import RecordForm
from yiwang.sites.workbench.offices.pages import EventLine, LookLine, office_holders
from yiwang.sites.workbench.offices.views.shared import for_office, show


@for_office(Permission.READ_RECORD, method="GET")
def events(request: StaffRequest) -> HttpResponse:
    """Facts, newest first, by hand, code and days; none of a matter that is about the auditor or kept from them."""
    form = RecordForm(request.GET or None)
    found = record.events(where=_filter(form), before=_before(request), but=casework.is_kept_from(reach=request.reach))
    names = organisation.names_of(subjects=[entry.subject for entry in found.rows])
    rows = [EventLine.of(entry, names.get(entry.subject, "")) for entry in found.rows]
    return show(request, "events", form=form, rows=rows, pager=_pager(request, found, len(rows)), chips=_chips(request))


@for_office(Permission.READ_RECORD, method="GET")
def looks(request: StaffRequest) -> HttpResponse:
    """Who opened whose personal data, and what for; as `events`."""
    form = RecordForm(request.GET or None)
    found = record.looks(where=_filter(form), before=_before(request), but=casework.is_kept_from(reach=request.reach))
    rows = [LookLine.of(look) for look in found.rows]
    return show(request, "looks", form=form, rows=rows, pager=_pager(request, found, len(rows)))


@for_office(Permission.READ_RECORD, method="GET")
def deputies(request: StaffRequest) -> HttpResponse:
    """Who stood in for whom, from when to when, and why."""
    return show(request, "deputies", rows=organisation.all_delegations(), today=clock.today())


def _filter(form: RecordForm) -> Filter:
    if not form.is_valid():
        return Filter()
    since, until = form.span()
    kind = ActorKind.OFFICER if form.actor_id else ""
    return Filter(
        code=form.cleaned_data["code"].strip(), actor_kind=kind, actor_id=form.actor_id, since=since, until=until
    )


def _before(request: StaffRequest) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _pager(request: StaffRequest, found: record.Page[Any], count: int) -> Pager:
    asked: dict[str, Any] = {name: value for name, value in request.GET.items() if name != "before"}
    more = f"?{urlencode(asked | {'before': found.next_before})}" if found.next_before else ""
    return Pager(text=_("这一页%(n)d条，最新的在前面") % {"n": count}, next_url=more)


def _chips(request: StaffRequest) -> list[Chip]:
    """Everybody, and each who sits in the other two offices."""
    url, now = reverse("offices:events"), request.GET.get("who", "")
    others = office_holders([Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
    return [
        Chip(label=_("全部"), url=url, current=not now),
        *(
            Chip(
                label=_("%(name)s的操作") % {"name": o.name},
                url=f"{url}?{urlencode({'who': o.code})}",
                current=now == o.code,
            )
            for o in others
        ),
    ]
