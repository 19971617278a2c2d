"""Areas: who serves which, and from which day another does."""

from django.http import HttpResponse
from django.shortcuts import redirect

from yiwang.ground.organisation.states import Permission
from yiwang.ground.places import commands, queries
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.views.shared import done, for_office, say
from yiwang.sites.workbench.tables.ground import AreaForm, AreaLine, HandoverForm, HandoverLine, NewAreaForm
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.views.shared import show


@for_office(Permission.MANAGE_UNITS, method="GET")
def areas(request: StaffRequest) -> HttpResponse:
    """Every area, county by county."""
    names, text = Names(), request.GET.get("q", "").strip()
    planned = {one.area.code: one for one in queries.handovers() if not one.done_at}
    lines = [AreaLine.of(area, names.units, planned) for area in queries.every_area()]
    found = [one for one in lines if text in f"{one.county}{one.name} {one.code} {one.station} {one.aliases}"]
    counties: dict[str, list[AreaLine]] = {}
    for line in found:
        counties.setdefault(line.county, []).append(line)
    unknown = sum(line.is_unknown for line in lines)
    return show(request, "areas", counties=counties.items(), text=text, found=len(found), unknown=unknown)


@for_office(Permission.MANAGE_UNITS)
def new_area(request: StaffRequest) -> HttpResponse:
    """A new area."""
    form = NewAreaForm(request.POST or None, names=Names())
    if area := done(request, form, commands.add_area):
        say(request, f"{area}加好了，登记诉求时马上能选。")
        return redirect("tables:areas")
    return show(request, "form", form=form, title="新增片区", verb="新增", back="tables:areas")


@for_office(Permission.MANAGE_UNITS)
def area(request: StaffRequest, code: str) -> HttpResponse:
    """An area's particulars, its station now, before and to come."""
    found, names = queries.area(code=code), Names()
    initial = {name: getattr(found, name) for name in AreaForm.base_fields}
    form = AreaForm(request.POST or None, initial=initial)
    if done(request, form, commands.change_area, code=code):
        say(request, f"{found}改好了。")
        return redirect("tables:area", code)
    return _area_page(request, code, form, HandoverForm(names=names), names)


@for_office(Permission.MANAGE_UNITS, method="POST")
def hand_over(request: StaffRequest, code: str) -> HttpResponse:
    """Another station, today or from a day on."""
    names = Names()
    form = HandoverForm(request.POST, names=names)
    if planned := done(request, form, commands.hand_over, area_code=code):
        when = "马上" if planned.done_at else f"{planned.valid_from.month}月{planned.valid_from.day}日起"
        say(request, f"记好了，{when}由{names.units.get(planned.to_station, planned.to_station)}管。")
        return redirect("tables:area", code)
    found = queries.area(code=code)
    initial = {name: getattr(found, name) for name in AreaForm.base_fields}
    return _area_page(request, code, AreaForm(initial=initial), form, names)


def _area_page(request: StaffRequest, code: str, form: AreaForm, handover: HandoverForm, names: Names) -> HttpResponse:
    found = queries.area(code=code)
    past = [HandoverLine.of(one, names.units) for one in queries.handovers(area_code=code)]
    places = queries.every_place(area_code=code).count()
    line = AreaLine.of(found, names.units, {})
    return show(
        request, "area", area=line, is_retired=found.is_retired, form=form, handover=handover, past=past, places=places
    )


@for_office(Permission.MANAGE_UNITS, method="POST")
def call_off(request: StaffRequest, code: str, handover_id: int) -> HttpResponse:
    """Call a planned handover off."""
    commands.call_off(by=request.actor, handover_id=handover_id)
    say(request, "这次调整取消了。")
    return redirect("tables:area", code)


@for_office(Permission.MANAGE_UNITS, method="POST")
def retire_area(request: StaffRequest, code: str) -> HttpResponse:
    """Let it be chosen and found no more, or again."""
    is_retired = not queries.area(code=code).is_retired
    commands.retire_area(by=request.actor, code=code, is_retired=is_retired)
    say(request, "停用了，以后不能再选，办过的件不变。" if is_retired else "恢复了，可以再选。")
    return redirect("tables:area", code)
