"""The gazetteer: names of roads, estates, schools, villages, one by one and by the table."""

import csv
import io

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect

from yiwang.ground.organisation.states import Permission
from yiwang.ground.places import commands, queries
from yiwang.kit.errors import Conflict, Invalid
from yiwang.sites.ui.pages import Choice, Pager
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.views.shared import done, for_office, say
from yiwang.sites.workbench.tables import files
from yiwang.sites.workbench.tables.forms import FileForm
from yiwang.sites.workbench.tables.ground import KINDS, PlaceForm, PlaceLine
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.uploads import Pending, pending_of, remember
from yiwang.sites.workbench.tables.views.shared import blame, show

PAGE = 50
SLUG = "gazetteer"


@for_office(Permission.MANAGE_UNITS, method="GET")
def places(request: StaffRequest) -> HttpResponse:
    """Fifty at a time, by name, area and kind."""
    names, asked = Names(), request.GET
    text, area, kind = asked.get("q", "").strip(), asked.get("area", ""), asked.get("kind", "")
    number = int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 6 else 1
    rows = list(queries.every_place(text=text, area_code=area, kind=kind)[(number - 1) * PAGE : number * PAGE + 1])
    shown = [PlaceLine.of(place, names.units) for place in rows[:PAGE]]
    pager = _pager(request, number, len(shown), more=len(rows) > PAGE)
    areas = [Choice(value=code, label=name, is_chosen=code == area) for code, name in names.areas.items()]
    kinds = [Choice(value=code, label=name, is_chosen=code == kind) for code, name in KINDS]
    return show(request, "places", lines=shown, text=text, areas=areas, kinds=kinds, pager=pager)


def _pager(request: StaffRequest, number: int, count: int, *, more: bool) -> Pager:
    def url(page: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(page)
        return f"?{asked.urlencode()}"

    first = (number - 1) * PAGE
    return Pager(
        text=f"第{first + 1}—{first + count}条" if count else "", previous_url=url(number - 1) if number > 1 else "",
        next_url=url(number + 1) if more else "",
    )  # fmt: skip


@for_office(Permission.MANAGE_UNITS)
def new_place(request: StaffRequest) -> HttpResponse:
    """A new place."""
    form = PlaceForm(request.POST or None, names=Names(), initial={"area_code": request.GET.get("area", "")})
    if place := done(request, form, commands.add_place):
        say(request, f"{place.name}加好了，几秒后就能从话里认出来。")
        return redirect("tables:places")
    return show(request, "form", form=form, title="新增地名", verb="新增", back="tables:places")


@for_office(Permission.MANAGE_UNITS)
def place(request: StaffRequest, place_id: int) -> HttpResponse:
    """A place's particulars."""
    found = queries.place(id=place_id)
    own = found.station_code if found.station_code != found.area.station_code else ""
    initial = {
        "name": found.name, "kind": found.kind, "area_code": found.area.code, "station_code": own, "aliases": found.aliases,
    }  # fmt: skip
    form = PlaceForm(request.POST or None, names=Names(), initial=initial)
    if done(request, form, commands.change_place, place_id=place_id):
        say(request, f"{found.name}改好了。")
        return redirect("tables:places")
    return show(request, "place", form=form, place=found)


@for_office(Permission.MANAGE_UNITS, method="POST")
def retire_place(request: StaffRequest, place_id: int) -> HttpResponse:
    """Let it be found no more, or again."""
    is_retired = not queries.place(id=place_id).is_retired
    commands.retire_place(by=request.actor, place_id=place_id, is_retired=is_retired)
    say(request, "停用了，以后不再认这个地名。" if is_retired else "恢复了。")
    return redirect("tables:place", place_id)


@for_office(Permission.MANAGE_UNITS, method="GET")
def download(request: StaffRequest) -> HttpResponse:
    """The whole gazetteer as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, queries.PLACE_COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: files.safe(cell) for name, cell in row.items()} for row in queries.rows_of_places())
    headers = {"Content-Disposition": 'attachment; filename="gazetteer.csv"'}
    return HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)


@for_office(Permission.MANAGE_UNITS)
def upload(request: StaffRequest) -> HttpResponse:
    """Choose a gazetteer; the answer shows how many rows would be taken and which would not."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data["file"]
            found = queries.examine_gazetteer(rows=files.read(given.read(), given.name))
            pending = Pending(rows=[dict(row) for row in found.good], is_complete=form.cleaned_data["is_complete"])
            return show(
                request, "gazetteer", found=found, token=remember(pending, SLUG), is_complete=pending.is_complete
            )
        except Invalid as error:
            blame(form, error)
    return show(request, "gazetteer_upload", form=form)


@for_office(Permission.MANAGE_UNITS, method="POST")
def take(request: StaffRequest) -> HttpResponse:
    """Load the good rows."""
    try:
        pending = pending_of(request.POST.get("token", ""), SLUG)
    except signing.BadSignature as error:
        raise Conflict("预览过期了，请重新上传这张表格") from error
    loaded = commands.load_gazetteer(by=request.actor, rows=pending.rows, is_complete=pending.is_complete)
    say(request, f"新增{loaded.added}条，修改{loaded.changed}条，删去{loaded.removed}条。")
    return redirect("tables:places")
