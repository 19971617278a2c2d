"""督办单: the list, a new one, one of them, each move, its paper."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.topics import queries as topics
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import papers
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.refs import Ref
from yiwang.quality.supervision import commands, policies, queries
from yiwang.quality.supervision.models import Order
from yiwang.quality.supervision.states import MOVES, OrderMove, OrderSource
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.desk.pages.files import url_of
from yiwang.sites.workbench.desk.views.shared import for_staff, once
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.orders import pages
from yiwang.sites.workbench.orders.forms import ListForm, NewForm, ReportForm, WhyForm, WordsForm

FOLDER = "workbench/orders"
_MOVES = {pages.slug(row.move): row.move for row in MOVES.rows if row.sources}
_FORMS: dict[OrderMove, type[OnceForm]] = {
    OrderMove.AMEND: WordsForm, OrderMove.DECLINE: WhyForm, OrderMove.REVOKE: WhyForm, OrderMove.SEND_BACK: WhyForm,
    OrderMove.REPORT: ReportForm,
}  # fmt: skip


@for_staff()
def home(request: StaffRequest) -> HttpResponse:
    """Orders in sight."""
    return render(request, f"{FOLDER}/list.html", {"page": pages.home(request.reach, said=ListForm(request.GET).said)})


@for_staff()
def new(request: StaffRequest) -> HttpResponse:
    """From nothing, from a file (`number`), or from a topic or an alert (`source`, `about`)."""
    policies.may_draft_order(request.reach).require()
    units, signers = pages.choices(request.reach)
    asked = {name: request.GET.get(name, "") for name in ("number", "unit", "source", "about", "title")}
    known = {name: value for name, value in asked.items() if value}
    form = NewForm(request.POST or None, units=units, signers=signers, initial=known)
    done = once(
        request, form, lambda: _drafted(request, form.cleaned_data), to=reverse("orders:home"),
        said=_("拟好了，已请领导签发。"),
    )  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return done or render(request, f"{FOLDER}/new.html", {"form": form}, status=status)


def _drafted(request: StaffRequest, given: dict[str, Any]) -> Order:
    source = OrderSource(given["source"]) if given["source"] else OrderSource.HAND
    about = _about(request, source, given["about"]) if given["about"] else None
    return commands.draft_order(
        by=request.actor, unit=organisation.unit(code=given["unit"]), title=given["title"], matter=given["matter"],
        demand=given["demand"], case=_case(request, given["number"]), source=source, about=about,
        signer_id=given["signer"],
    )  # fmt: skip


def _about(request: StaffRequest, source: OrderSource, key: int) -> Ref | None:
    """The topic or alert it comes from. Missing: it is not in this reader's sight."""
    if source is OrderSource.TOPIC:
        return topics.topic(by=request.actor, reach=request.reach, id=key).topic.ref
    return queries.alert(reach=request.reach, id=key).ref if source is OrderSource.ALERT else None


def _case(request: StaffRequest, number: str) -> Case | None:
    if not number:
        return None
    try:
        return casework.get_case(for_=request.actor, number=number)
    except Missing as error:
        raise Invalid(number=_("没有这个编号的件，或不在您的范围内")) from error


@for_staff()
def one(request: StaffRequest, order_id: int) -> HttpResponse:
    """One order with its moves."""
    order = queries.order(reach=request.reach, id=order_id)
    page = pages.one(order, request.reach, case_url=_case_url(request, order))
    return render(request, f"{FOLDER}/one.html", {"page": page})


def _case_url(request: StaffRequest, order: Order) -> str:
    is_seen = order.case and appeals.keys_among(by=request.actor, numbers=[order.case.number], may_be_sealed=True)
    return url_of(order.case) if is_seen and order.case else ""


@for_staff()
def move(request: StaffRequest, order_id: int, move: str) -> HttpResponse:
    """One move: at once where it asks for nothing, else a page with what it asks for."""
    order = queries.order(reach=request.reach, id=order_id)
    what, to = _MOVES.get(move), reverse("orders:one", args=[order_id])
    if what is None:
        raise Missing
    kind = _FORMS.get(what, OnceForm)
    known = {"title": order.title, "matter": order.matter, "demand": order.demand} if kind is WordsForm else {}
    form = kind(request.POST or None, initial=known)
    act = getattr(commands, what.value)
    done = once(
        request, form, lambda: act(by=request.actor, order_id=order_id, **_given(form)), to=to,
        said=_("%(what)s，记下了。") % {"what": MOVES[what].label},
    )  # fmt: skip
    if done or kind is OnceForm:
        return done or HttpResponseRedirect(to)
    pages.verdict_of(what, request.reach, order, queries.reporter(order)).require()
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "order": order, "label": MOVES[what].label, "back": to}
    return render(request, f"{FOLDER}/move.html", context, status=status)


def _given(form: OnceForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in form.visible_asked()}


@for_staff()
def paper(request: StaffRequest, order_id: int) -> HttpResponse:
    """The order as the bureau's paper, PDF."""
    made = papers.pdf(queries.order_paper(queries.order(reach=request.reach, id=order_id)))
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="order-{order_id}.pdf"'},
    )
