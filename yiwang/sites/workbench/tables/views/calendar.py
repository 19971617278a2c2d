"""Filling the calendar: a year by the State Council's notice, or some days by hand."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yiwang.ground.organisation.states import Permission
from yiwang.ground.rules import commands as rules
from yiwang.ground.rules.states import Kind
from yiwang.kit.clock import today
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.views.shared import for_office, say
from yiwang.sites.workbench.tables.forms import NoticeForm, RangeForm
from yiwang.sites.workbench.tables.kinds.days import made, provisional_year, read_notice, year_from
from yiwang.sites.workbench.tables.table import Row
from yiwang.sites.workbench.tables.views.shared import blame, show


@for_office(Permission.DRAFT_RULES)
def notice(request: StaffRequest) -> HttpResponse:
    """A year as the notice says it; without a notice, as expected."""
    form = NoticeForm(request.POST or None, initial={"year": request.GET.get("year", today().year + 1)})
    if request.method == "POST" and form.is_valid():
        try:
            rows = _year(form.cleaned_data)
            rules.put_rows(by=request.actor, kind=Kind.CALENDAR, rows=rows)
            say(request, f"{form.cleaned_data['year']}年填好了，看过月历再提交批准。")
            return redirect(f"{reverse('tables:table', args=['calendar'])}?year={form.cleaned_data['year']}")
        except (Invalid, Conflict, Refused) as error:
            blame(form, error)
    return show(request, "notice", form=form)


def _year(given: dict[str, str | int]) -> list[Row]:
    year, text = int(given["year"]), str(given["notice"])
    if not text.strip():
        return provisional_year(year)
    told = read_notice(text, year)
    return year_from(told, year, source=str(given["source"]) or "国务院办公厅放假安排通知")


@for_office(Permission.DRAFT_RULES)
def some_days(request: StaffRequest) -> HttpResponse:
    """A few days, all of one kind."""
    form = RangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        rows = [
            made(day, given["kind"], holiday=given["holiday"], note=given["note"], source="本局调整")
            for day in _between(given["first"], given["last"] or given["first"])
        ]
        try:
            rules.put_rows(by=request.actor, kind=Kind.CALENDAR, rows=rows)
            say(request, f"{len(rows)}天改好了，提交批准后生效。")
            return redirect(f"{reverse('tables:table', args=['calendar'])}?year={given['first'].year}")
        except (Invalid, Conflict, Refused) as error:
            blame(form, error)
    return show(request, "range", form=form)


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
