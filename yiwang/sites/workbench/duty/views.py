"""值班表: a month to read and to fill, a week copied, a sheet pasted or handed in."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yiwang.ground.organisation import commands, policies
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.states import Permission
from yiwang.kit import sheets
from yiwang.kit.errors import Invalid, Missing
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.duty import reading
from yiwang.sites.workbench.duty.pages import WEEK, RosterPage, month_of, title
from yiwang.sites.workbench.duty.reading import Fault, Row
from yiwang.sites.workbench.middleware import StaffRequest

PASTED = 20_000
"""Signs of a pasted sheet: two months of long lines."""


class PasteForm(forms.Form):
    """Lines of a sheet, or the sheet itself."""

    text = forms.CharField(
        label=gettext_lazy("从表格里粘贴"), required=False, max_length=PASTED, widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("一行一天，四列：日期、值班民警、带班领导、值班电话。几个人用顿号隔开。"),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("或者选一个文件"),
        required=False,
        help_text=gettext_lazy("XLSX或CSV，列和上面一样，最大1MB。"),
    )


def _unit(request: StaffRequest, code: str) -> Unit:
    """Whoever reads files may read rosters; to all others the page does not exist."""
    if not request.reach.may(Permission.READ_CASES):
        raise Missing
    return organisation.unit(code=code)


def _show(
    request: StaffRequest, unit: Unit, month: date, *, typed: Sequence[Row] = (), faults: Sequence[Fault] = (),
    is_whole: bool = False,
) -> HttpResponse:  # fmt: skip
    page = RosterPage.of(request.actor, unit, month, typed=typed, faults=faults, is_whole=is_whole)
    context = {"page": page, "title": title(page.month)}
    return render(request, "workbench/duty/roster.html", context, status=422 if faults else 200)


@never_cache
@require_http_methods(["GET"])
def home(request: StaffRequest) -> HttpResponse:
    """One's own unit."""
    return redirect("duty:roster", _unit(request, request.officer.unit.code).code)


@never_cache
@require_http_methods(["GET", "POST"])
def roster(request: StaffRequest, unit: str) -> HttpResponse:
    """The month; posting writes its days."""
    place, month = _unit(request, unit), month_of(request.GET.get("month", ""))
    if request.method != "POST":
        return _show(request, place, month, is_whole="all" in request.GET)
    days = request.POST.getlist("day")
    columns = [request.POST.getlist(name) for name in ("officers", "leader", "phone")]
    if any(len(column) != len(days) for column in columns):
        raise Invalid(_("这一页不完整，请刷新后再试"))
    typed = [
        Row(at=at, day=day, officers=officers.strip(), leader=leader.strip(), phone=phone.strip())
        for at, (day, officers, leader, phone) in enumerate(zip(days, *columns, strict=True), start=1)
    ]
    return _written(request, place, month, typed) or redirect(_back(place, month))


def _written(request: StaffRequest, place: Unit, month: date, rows: Sequence[Row]) -> HttpResponse | None:
    """Write what can be written; None where all could, else the page with what could not."""
    policies.may_keep_roster(request.actor, place).require()
    people = organisation.duty_candidates(unit=place)
    found = reading.read(rows, people, year=month.year)
    done = commands.set_duty(by=request.actor, unit_code=place.code, lines=found.lines) if found.lines else 0
    if done:
        messages.success(request, _("排好了，改了%(n)d天。") % {"n": done})
    elif not found.faults:
        messages.success(request, _("没有改动。"))
    return _show(request, place, month, typed=rows, faults=found.faults) if found.faults else None


@never_cache
@require_http_methods(["POST"])
def week(request: StaffRequest, unit: str) -> HttpResponse:
    """照上周排: the seven days before this Monday, once more. What stands there is replaced, and can be typed over."""
    place = _unit(request, unit)
    try:
        monday = date.fromisoformat(request.POST.get("monday", ""))
    except ValueError:
        raise Invalid(_("这一页不完整，请刷新后再试")) from None
    lines = commands.a_week_on(organisation.roster_of(unit=place, first=monday - WEEK, days=7))
    if lines:
        done = commands.set_duty(by=request.actor, unit_code=place.code, lines=lines)
        messages.success(request, _("照上周排好了，改了%(n)d天。") % {"n": done})
    else:
        messages.warning(request, _("上周没有排班，没有可照的。"))
    return redirect(_back(place, monday))


@never_cache
@require_http_methods(["GET", "POST"])
def paste(request: StaffRequest, unit: str) -> HttpResponse:
    """A sheet, pasted or handed in; bad rows are told, good ones written."""
    place = _unit(request, unit)
    policies.may_keep_roster(request.actor, place).require()
    form = PasteForm(request.POST or None, request.FILES or None)
    faults: Sequence[Fault] = ()
    if request.method == "POST" and form.is_valid():
        try:
            rows = _handed(form)
            found = reading.read(rows, organisation.duty_candidates(unit=place), year=reading.this_year())
            done = commands.set_duty(by=request.actor, unit_code=place.code, lines=found.lines) if found.lines else 0
            messages.success(request, _("写进%(n)d天，改了%(done)d天。") % {"n": len(found.lines), "done": done})
            if not found.faults:
                return redirect(_back(place, found.lines[0].day))
            faults = found.faults
        except Invalid as error:
            add_invalid(form, error)
    context = {"form": form, "unit": place, "faults": faults, "columns": reading.COLUMNS}
    return render(request, "workbench/duty/paste.html", context, status=422 if form.errors or faults else 200)


def _handed(form: PasteForm) -> list[Row]:
    upload = form.cleaned_data["file"]
    rows = reading.from_file(upload) if upload else reading.from_text(form.cleaned_data["text"])
    if not rows:
        raise Invalid(text=_("请粘贴几行，或选一个文件"))
    return rows


@never_cache
@require_http_methods(["GET"])
def sheet(request: StaffRequest, unit: str) -> HttpResponse:
    """The month as a sheet, to be filled in elsewhere and handed in again."""
    place, month = _unit(request, unit), month_of(request.GET.get("month", ""))
    page = RosterPage.of(request.actor, place, month, is_whole=True)
    rows = [[one.day.isoformat(), one.officers, one.leader, one.phone] for one in page.days]
    return _xlsx(rows, f"duty-{place.code}-{month:%Y-%m}.xlsx")


def _xlsx(rows: list[list[str]], name: str) -> HttpResponse:
    columns = [(heading, 16) for heading in reading.COLUMNS]
    body = sheets.write(title="值班表", columns=columns, rows=rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=sheets.XLSX, headers=headers)


def _back(unit: Unit, day: date) -> str:
    return f"{reverse('duty:roster', args=[unit.code])}?month={day:%Y-%m}"
