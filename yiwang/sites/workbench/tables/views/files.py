"""A table as a file: download, upload with a look before anything is taken."""

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect

from yiwang.ground.organisation.states import Permission
from yiwang.ground.rules import commands as rules
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.views.shared import for_office, say
from yiwang.sites.workbench.tables import files
from yiwang.sites.workbench.tables.forms import FileForm
from yiwang.sites.workbench.tables.kinds import table_of
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.standing import Standing
from yiwang.sites.workbench.tables.told import tell
from yiwang.sites.workbench.tables.uploads import Pending, pending_of, remember
from yiwang.sites.workbench.tables.views.shared import blame, show

_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@for_office(Permission.DRAFT_RULES, method="GET")
def download(request: StaffRequest, slug: str, form: str) -> HttpResponse:
    """The table as it is being changed, or as in force."""
    standing = Standing.of(table_of(slug))
    if form not in _TYPES or not standing.table.has_files:
        raise Missing
    make = files.as_csv if form == "csv" else files.as_xlsx
    data = make(standing.table, standing.rows)
    headers = {"Content-Disposition": f'attachment; filename="{slug}.{form}"'}
    return HttpResponse(data, content_type=_TYPES[form], headers=headers)


@for_office(Permission.DRAFT_RULES)
def upload(request: StaffRequest, slug: str) -> HttpResponse:
    """Choose a file; the answer shows what it would change and which rows it would not take."""
    standing, names = Standing.of(table_of(slug)), Names()
    if not standing.table.has_files:
        raise Missing
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data["file"]
            found = files.examine(files.read(given.read(), given.name), standing, names)
            pending = Pending(rows=found.good, is_complete=form.cleaned_data["is_complete"])
            told = tell(standing.table.kind, standing.payload, pending.payload(standing), names)
            return show(
                request, "uploaded", table=standing.table, found=found, told=told, token=remember(pending, slug)
            )
        except Invalid as error:
            blame(form, error)
    return show(request, "upload", form=form, table=standing.table)


@for_office(Permission.DRAFT_RULES, method="POST")
def take(request: StaffRequest, slug: str) -> HttpResponse:
    """Put the good rows of the look onto the sheet."""
    table = table_of(slug)
    try:
        pending = pending_of(request.POST.get("token", ""), slug)
    except signing.BadSignature as error:
        raise Conflict("预览过期了，请重新上传这张表格") from error
    form = FileForm()
    try:
        rules.put_rows(
            by=request.actor, kind=table.kind, part=table.part, rows=pending.rows, is_complete=pending.is_complete
        )
    except (Invalid, Conflict, Refused) as error:
        form = FileForm(data={})
        form.full_clean()
        form.errors.clear()
        blame(form, error)
        return show(request, "upload", form=form, table=table)
    say(request, f"{len(pending.rows)}行放到改动稿上了，看过差别再提交。")
    return redirect("tables:table", slug)
