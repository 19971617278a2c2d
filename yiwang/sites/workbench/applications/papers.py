"""Papers and sealed results of an application, to read and to print."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.applications import queries
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import PaperKind
from yiwang.ground.files import queries as files
from yiwang.ground.files.models import StoredFile
from yiwang.kit.errors import Missing
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Link
from yiwang.sites.workbench.desk.views.shared import for_staff
from yiwang.sites.workbench.middleware import StaffRequest


def links(application: Application) -> list[Link]:
    """Every paper that was made, in the order of the facts, then the sealed results that hold."""
    number = application.case.number
    made = [
        Link(
            label=f"{PaperKind(row.kind).label} {row.number} {words.near(row.issued_at)}",
            url=reverse("applications:paper", args=[number, row.pk]),
        )
        for row in queries.papers_of(application=application) if row.issued_at
    ]  # fmt: skip
    sealed = [
        Link(
            label=_("%(name)s %(number)s（带电子签名）") % {"name": row.document, "number": row.number},
            url=reverse("applications:result", args=[number, row.pk]),
        )
        for row in application.results.all() if row.file_id and not row.revoked_at
    ]  # fmt: skip
    return [*made, *sealed]


@for_staff()
def paper(request: StaffRequest, number: str, paper_id: int) -> HttpResponse:
    """One paper as PDF."""
    application = queries.get_application(for_=request.actor, number=number)
    return _sent(queries.paper(application=application, paper_id=paper_id).file)


@for_staff()
def result(request: StaffRequest, number: str, result_id: int) -> HttpResponse:
    """The sealed paper of a result."""
    application = queries.get_application(for_=request.actor, number=number)
    return _sent(queries.result(application=application, result_id=result_id).file)


def _sent(stored: StoredFile | None) -> HttpResponse:
    if stored is None:
        raise Missing
    return HttpResponse(files.read(file=stored), headers=files.serve_headers(file=stored))
