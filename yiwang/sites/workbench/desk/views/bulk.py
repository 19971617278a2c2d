"""批量: what was picked, what is to be done with it, how far it is, and what came of each."""

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, queries
from yiwang.cases.appeals.states import BULK_ACTS, BulkAct
from yiwang.ground.access import commands as access
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import sheets
from yiwang.kit.errors import Invalid, Missing
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.desk.forms import BulkForm, ListForm
from yiwang.sites.workbench.desk.pages import bulk as pages
from yiwang.sites.workbench.desk.pages.rows import Asked
from yiwang.sites.workbench.desk.views.shared import for_staff, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff(method="POST")
def choose(request: StaffRequest) -> HttpResponse:
    """From a list: the rows that were picked, or all that its filter finds, and the act; asks what the act needs."""
    said = request.POST
    if said.get("act", "") not in BULK_ACTS:
        raise Missing
    initial = {"act": said["act"], "picked": " ".join(said.getlist("pick")), "query": said.get("query", "")}
    if not said.get("whole"):
        initial["query"] = ""
    form = _form(request, None, said["act"], initial=initial)
    return show(request, "bulk_new", form=form, page=pages.New.of(request, said["act"], _keys(request, initial)))


@for_staff(method="POST")
def begin(request: StaffRequest) -> HttpResponse:
    """Begin it; sent twice it is one run."""
    act = request.POST.get("act", "")
    if act not in BULK_ACTS:
        raise Missing
    form, found = _form(request, request.POST, act), _keys(request, request.POST.dict())
    if form.is_valid():

        def run() -> str:
            begun = commands.begin_bulk(
                by=request.actor, act=act, keys=found, purpose=form.cleaned_data["purpose"],
                given=form.given | ({"filter": form.cleaned_data["query"]} if act == BulkAct.EXPORT else {}),
            )  # fmt: skip
            return reverse("workbench:bulk", args=[begun.pk])

        try:
            return HttpResponseRedirect(access.once(by=request.actor, key=form.cleaned_data["nonce"], act=run))
        except Invalid as error:
            add_invalid(form, error)
    return show(request, "bulk_new", form=form, page=pages.New.of(request, act, found), status=422)


def _form(request: StaffRequest, data: QueryDict | None, act: str, **more: object) -> BulkForm:
    units = organisation.roster().standing.values() if act == BulkAct.PUSH else ()
    codes = sorted(request.reach.unit_codes) if act == BulkAct.REASSIGN else []
    officers = {one.code: one for code in codes for one in organisation.officers_of(unit_code=code)}
    return BulkForm(data, units=units, officers=officers.values(), **more)


def _keys(request: StaffRequest, said: dict[str, str]) -> list[int]:
    """Keys of what was picked, or of what the filter finds, one more than may be where there are too many."""
    is_export = said.get("act") == BulkAct.EXPORT
    if not said.get("query"):
        return queries.keys_among(by=request.actor, numbers=said.get("picked", "").split(), may_be_sealed=not is_export)
    asked = Asked(**ListForm(QueryDict(said["query"])).said())
    most = queries.MOST_EXPORTED if is_export else queries.MOST_STEPS
    return queries.keys_found(
        by=request.actor, words=asked.q, wanted=asked.of_appeals(() if asked.q else None), limit=most,
        may_be_sealed=not is_export,
    )  # fmt: skip


@for_staff()
def runs(request: StaffRequest) -> HttpResponse:
    """One's own runs, newest first."""
    return show(request, "bulk_runs", lines=[pages.Run.of(one) for one in queries.bulk_runs_of(by=request.actor)])


@for_staff()
def one(request: StaffRequest, run_id: int) -> HttpResponse:
    """How far a run is; it is shown anew until it is through."""
    run = queries.bulk_run_of(by=request.actor, id=run_id)
    return show(request, "bulk", page=pages.Run.of(run), steps=queries.steps_of(by=request.actor, run=run))


@for_staff()
def sheet(request: StaffRequest, run_id: int) -> HttpResponse:
    """The exported sheet, as long as it is kept; fetching it is on record."""
    raw = commands.fetch_sheet(by=request.actor, run_id=run_id)
    return _sheet(raw, _("诉求-%(id)s.xlsx") % {"id": run_id})


@for_staff()
def result(request: StaffRequest, run_id: int) -> HttpResponse:
    """What came of each, as a sheet."""
    run = queries.bulk_run_of(by=request.actor, id=run_id)
    lines = [pages.result_row(step) for step in queries.steps_of(by=request.actor, run=run)]
    return _sheet(
        sheets.write(title=_("结果"), columns=pages.RESULT_COLUMNS, rows=lines), _("批量结果-%(id)s.xlsx") % {"id": run_id}
    )  # fmt: skip


def _sheet(raw: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(raw, content_type=sheets.XLSX)
    answer.headers["Content-Disposition"] = pages.disposition(name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
