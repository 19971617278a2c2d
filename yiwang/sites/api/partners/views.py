"""An order comes in, a notice about one, a question how one stands."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse

from yiwang.cases.channels import commands, queries
from yiwang.cases.channels.commands import Taken
from yiwang.cases.channels.models import Order
from yiwang.cases.channels.states import NOTICE_REASONS, NoticeState
from yiwang.kit import clock
from yiwang.kit.errors import Conflict, Missing
from yiwang.sites.api.once import JSON
from yiwang.sites.api.partners.door import Caller, answer, body_of, for_partner
from yiwang.sites.api.partners.openapi import document

T = TypeVar("T")


@for_partner("POST")
def orders(request: HttpRequest, caller: Caller) -> HttpResponse:
    """201: taken in; 200: it had come before and nothing changed."""
    raw = body_of(request)
    taken: Taken = _again(lambda: commands.take_order(by=caller.actor, partner=caller.partner, raw=raw))
    return answer(_standing(taken.order), 201 if taken.is_new else 200)


@for_partner("POST")
def notices(request: HttpRequest, caller: Caller, order_id: str = "") -> HttpResponse:
    """200: applied, or not needed; 202: kept until what comes before it is here."""
    raw = body_of(request)
    row = _again(lambda: commands.take_notice(by=caller.actor, partner=caller.partner, raw=raw, order_id=order_id))
    said = {"notice_id": row.external_id, "state": row.state, "reason": row.reason}
    if row.reason:
        said["reason_label"] = NOTICE_REASONS.get(row.reason, row.reason)
    return answer(said, 202 if row.state == NoticeState.WAITING else 200)


@for_partner("GET")
def order(request: HttpRequest, caller: Caller, order_id: str) -> HttpResponse:
    """How an order stands, for whoever reconciles. 404: it never came, or is another platform's."""
    found = queries.order_named(partner=caller.partner, external_id=order_id)
    if found is None:
        raise Missing("没有这张工单")
    told = [{"seq": row.seq, "kind": row.kind, "state": row.state} for row in queries.reports_of(order=found)]
    return answer(_standing(found) | {"reports": told})


@for_partner("GET")
def ping(request: HttpRequest, caller: Caller) -> HttpResponse:
    """A test call: the signature fits."""
    return answer({"partner": caller.partner.code, "at": _moment(clock.now())})


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 document of the exchange, open to everybody: it says how to knock, not what is inside."""
    return HttpResponse(document(), content_type=JSON, headers={"Cache-Control": "public, max-age=3600"})


def _again(act: Callable[[], T]) -> T:
    """Two of the same at the same moment: the later one finds the earlier on its second try."""
    try:
        return act()
    except (IntegrityError, Conflict):
        return act()


def _standing(found: Order) -> dict[str, Any]:
    case = found.case
    return {
        "order_id": found.external_id, "number": case.number, "state": found.state, "case_state": case.state,
        "registered_at": _moment(case.registered_at), "due_at": _moment(case.due_at) if case.due_at else None,
    }  # fmt: skip


def _moment(at: Any) -> str:
    return clock.local(at).isoformat(timespec="seconds")
