"""Imports: send a file, see what it would do, agree, watch it, fetch what was given back."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, queries
from yiwang.cases.appeals.models import ImportBatch
from yiwang.cases.appeals.states import ImportMode
from yiwang.ground.organisation.states import Permission
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.imports.forms import OfferForm
from yiwang.sites.workbench.offices.imports.pages import BatchLine, BatchPage
from yiwang.sites.workbench.offices.views.shared import attempt, for_office, say, show


@for_office(Permission.IMPORT_CASES)
def imports(request: StaffRequest) -> HttpResponse:
    """The batches, and the form of a new one."""
    form = OfferForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (batch := attempt(form, lambda: _offered(request, form))):
        return redirect("offices:import", batch.pk)
    return show(request, "imports/list", form=form, batches=[BatchLine.of(batch) for batch in queries.batches()])


def _offered(request: StaffRequest, form: OfferForm) -> ImportBatch:
    said = form.cleaned_data
    return commands.offer_import(
        by=request.actor, file_name=said["file"].name, data=said["file"].read(), mode=ImportMode(said["mode"]),
        channel=said["channel"], given=form.given(),
    )  # fmt: skip


@for_office(Permission.IMPORT_CASES, method="GET")
def batch(request: StaffRequest, batch_id: int) -> HttpResponse:
    """One batch: what it would do, how far it is, what became of it."""
    return show(request, "imports/batch", page=BatchPage.of(queries.import_batch(id=batch_id), request.actor))


@for_office(Permission.IMPORT_CASES, method="POST")
def start(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Agree to it."""
    commands.start_import(by=request.actor, batch_id=batch_id)
    return redirect("offices:import", batch_id)


@for_office(Permission.IMPORT_CASES, method="POST")
def drop(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Take the file back."""
    commands.drop_import(by=request.actor, batch_id=batch_id)
    say(request, _("文件撤回了，什么也没有导入。"))
    return redirect("offices:imports")


@for_office(Permission.IMPORT_CASES, method="GET")
def rejects(request: StaffRequest, batch_id: int) -> HttpResponse:
    """The rows that were not taken, for whoever sent the file."""
    found = queries.import_batch(id=batch_id)
    data = queries.rejects_of(batch=found) if found.officer_id == request.actor.officer_id else b""
    if not data:
        raise Missing("没有退回的行，或者文件不是您传的")
    name = quote(f"{found.file_name}.rejected.csv", safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)
