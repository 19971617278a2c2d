"""A file: its page, its preview, what came with it, and whose it is in full for those who say why."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands
from yiwang.cases.appeals.models import Appeal
from yiwang.ground.files import queries as files
from yiwang.ground.files.models import StoredFile
from yiwang.kit.errors import Invalid, Missing
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.ui.pages import KeyHint
from yiwang.sites.workbench.desk.forms import OpenForm
from yiwang.sites.workbench.desk.pages import files as covers
from yiwang.sites.workbench.desk.pages.boxes_together import is_kept_from
from yiwang.sites.workbench.desk.pages.case import CasePage
from yiwang.sites.workbench.desk.pages.peek import Peek
from yiwang.sites.workbench.desk.views.shared import for_staff, found, mover, show
from yiwang.sites.workbench.middleware import StaffRequest


def keys(page: CasePage) -> list[KeyHint]:
    """The foot line: the moves that are open, and the way back."""
    open_moves = [KeyHint(key=one.key, label=one.label) for one in page.moves if one.key]
    return [*open_moves, KeyHint(key="Esc", label=_("回收件箱"))]


@for_staff()
def case(request: StaffRequest, number: str) -> HttpResponse:
    """The whole page; of a file of another kind, the way to its own page."""
    try:
        appeal = found(request, number, guests=True)
    except Missing:
        return redirect(covers.url_of_another(for_=request.actor, number=number))
    page = CasePage.of(mover(request), appeal)
    return show(request, "case", page=page, opening=OpenForm(known=page.person.openable), keys=keys(page))


@for_staff()
def peek(request: StaffRequest, number: str) -> HttpResponse:
    """The preview beside a list."""
    return show(request, "peek", page=Peek.of(mover(request), found(request, number, guests=True)))


@for_staff()
def open_identity(request: StaffRequest, number: str) -> HttpResponse:
    """Fields in full, once, in the answer to this very request; the look is on record before. Nothing of it is kept."""
    if request.method != "POST":
        return redirect("workbench:case", number)
    appeal = found(request, number, guests=True)
    page = CasePage.of(mover(request), appeal)
    form = OpenForm(request.POST, known=page.person.openable)
    if form.is_valid():
        wanted = tuple(form.cleaned_data["fields_wanted"])
        try:
            party = commands.open_identity(
                by=request.actor, case_id=appeal.pk, fields=wanted, purpose=form.cleaned_data["purpose"]
            )
            seen = CasePage.of(mover(request), appeal, opened={name: getattr(party, name) for name in wanted})
            return show(request, "case", page=seen, opening=OpenForm(known=seen.person.openable), keys=keys(seen))
        except Invalid as error:
            add_invalid(form, error)
    return show(request, "case", page=page, opening=form, form=form, keys=keys(page))


@for_staff()
def file(request: StaffRequest, number: str, file_id: int) -> HttpResponse:
    """One file of the letter."""
    stored = _of(found(request, number, guests=True), file_id)
    return HttpResponse(files.read(file=stored), headers=files.serve_headers(file=stored))


@for_staff()
def thumbnail(request: StaffRequest, number: str, file_id: int) -> HttpResponse:
    """Its small picture."""
    stored = _of(found(request, number, guests=True), file_id)
    return HttpResponse(files.thumbnail(file=stored), headers=files.serve_headers(file=stored, thumbnail=True))


def _of(appeal: Appeal, file_id: int) -> StoredFile:
    """A file, if it hangs on this very letter."""
    stored = files.file(file_id=file_id)
    if stored.subject != appeal.case.ref or is_kept_from(appeal):
        raise Missing
    return stored
