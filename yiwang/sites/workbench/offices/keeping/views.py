"""Keeping and destroying: the dry run, orders by two persons, holds, the ledger."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.casework import queries as casework
from yiwang.ground.keeping import commands, policies, queries
from yiwang.ground.keeping.models import Order
from yiwang.ground.organisation.states import Permission
from yiwang.ground.record import queries as record
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.refs import Ref
from yiwang.sites.ui.pages import Pager
from yiwang.sites.workbench.desk.forms import OnceForm
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.keeping.forms import (
    FileOrderForm,
    HoldForm,
    LiftForm,
    OrderForm,
    PersonOrderForm,
    RefuseForm,
)
from yiwang.sites.workbench.offices.keeping.pages import DeletionLine, HoldLine, KeepingPage, OrderPage
from yiwang.sites.workbench.offices.views.shared import attempt, done_once, for_office, say, show

_BOTH = (Permission.ASK_ERASURE, Permission.DECIDE_ERASURE)


@for_office(*_BOTH, method="GET")
def home(request: StaffRequest) -> HttpResponse:
    """What has served its term today, orders, holds."""
    return show(request, "keeping/home", page=KeepingPage.of(request.reach))


@for_office(*_BOTH, method="GET")
def ledger(request: StaffRequest) -> HttpResponse:
    """What was deleted, newest first."""
    text = request.GET.get("before", "")
    found = record.deletions(before=int(text) if text.isdecimal() and len(text) < 19 else None)
    rows = [DeletionLine.of(row) for row in found.rows]
    older = f"{request.path}?before={found.next_before}" if found.next_before else ""
    pager = Pager(text=_("这一页%(n)d条，最新的在前面") % {"n": len(rows)}, next_url=older)
    return show(request, "keeping/ledger", rows=rows, pager=pager)


@for_office(Permission.ASK_ERASURE)
def order_file(request: StaffRequest) -> HttpResponse:
    """An order over a file's texts."""
    form = FileOrderForm(request.POST or None)

    def ask(*, by: object, case: str, number: str, ground: str) -> Order:
        ref, name = _file(case)
        return commands.order_thing(by=request.actor, number=number, ground=ground, subject=ref, name=name)

    return _asked(request, form, ask) or show(request, "keeping/order", form=form, about="file")


@for_office(Permission.ASK_ERASURE)
def order_person(request: StaffRequest) -> HttpResponse:
    """An order over what is kept under a phone number."""
    form = PersonOrderForm(request.POST or None)
    return _asked(request, form, commands.order_person) or show(request, "keeping/order", form=form, about="person")


@for_office(Permission.ASK_ERASURE)
def order_expired(request: StaffRequest, keeper: str) -> HttpResponse:
    """An order over what has served its term."""
    one = next((row for row in queries.standings() if row.keeper.name == keeper and row.keeper.is_asked), None)
    if one is None:
        raise Missing
    form = OrderForm(request.POST or None)

    def ask(*, by: object, number: str, ground: str) -> Order:
        return commands.order_expired(by=request.actor, number=number, ground=ground, keeper=keeper)

    return _asked(request, form, ask) or show(request, "keeping/order", form=form, about="expired", one=one)


@for_office(*_BOTH, method="GET")
def order(request: StaffRequest, order_id: int) -> HttpResponse:
    """One order."""
    return _order(request, queries.order(id=order_id), RefuseForm())


@for_office(Permission.DECIDE_ERASURE, method="POST")
def approve(request: StaffRequest, order_id: int) -> HttpResponse:
    """Yes, by another person: it is carried out."""
    commands.approve_order(by=request.actor, order_id=order_id)
    say(request, _("批准了。一个人、一件的文字已经删除；到期的一批从今夜起分批删除。"))
    return redirect("offices:erasure_order", order_id)


@for_office(Permission.DECIDE_ERASURE, method="POST")
def refuse(request: StaffRequest, order_id: int) -> HttpResponse:
    """No, with the reason."""
    form = RefuseForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, commands.refuse_order, by=request.actor, order_id=order_id, reason=reason):
            say(request, _("没有批准，登记的人看得到理由。"))
            return redirect("offices:erasure_order", order_id)
    return _order(request, queries.order(id=order_id), form)


@for_office(Permission.ASK_ERASURE)
def hold(request: StaffRequest) -> HttpResponse:
    """Nothing of a file is destroyed."""
    form = HoldForm(request.POST or None)

    def place(*, by: object, case: str, ground: str) -> object:
        ref, name = _file(case)
        return commands.place_hold(by=request.actor, subject=ref, name=name, ground=ground)

    led = done_once(request, form, place, lambda _row: reverse("offices:keeping"))
    if led:
        say(request, _("暂停了，解除前不会删除。"))
        return redirect("offices:keeping")
    return show(request, "keeping/hold", form=form)


@for_office(Permission.ASK_ERASURE)
def lift(request: StaffRequest, hold_id: int) -> HttpResponse:
    """It may be destroyed again when its term is over."""
    row = next((one for one in queries.holds() if one.pk == hold_id), None)
    if row is None:
        raise Missing
    form = LiftForm(request.POST or None)
    led = done_once(request, form, commands.lift_hold, lambda _row: reverse("offices:keeping"), hold_id=hold_id)
    if led:
        say(request, _("恢复了，期满照常办。"))
        return redirect("offices:keeping")
    return show(request, "keeping/lift", form=form, one=HoldLine.of(row, may_lift=False))


def _asked(request: StaffRequest, form: OnceForm, ask: Callable[..., Order]) -> HttpResponse | None:
    """Register the order once and lead to it."""
    led = done_once(request, form, ask, lambda row: reverse("offices:erasure_order", args=[row.pk]))
    if not led:
        return None
    say(request, _("登记好了，等另一位批准。"))
    return redirect(led if isinstance(led, str) else reverse("offices:erasure_order", args=[led.pk]))


def _order(request: StaffRequest, row: Order, form: RefuseForm) -> HttpResponse:
    verdict = policies.may_decide(request.actor, row)
    page = OrderPage.of(row, "" if verdict else "；".join(filter(None, (verdict.reason, verdict.way_out))))
    return show(request, "keeping/one", page=page, form=form)


def _file(number: str) -> tuple[Ref, str]:
    """A file by its number: the offices name it, they do not read it."""
    known = casework.numbered(numbers=[number.strip().upper()])
    if not known:
        raise Invalid(case="没有这个编号的件，请核对")
    name, key = next(iter(known.items()))
    return Ref("casework.case", key), name
