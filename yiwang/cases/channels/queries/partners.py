"""Reads of the exchange with other platforms: who they are, what waits, what passed about a file."""

import json
from collections.abc import Mapping as Table
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case as Choice
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, When

from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.channels.gateways import signing
from yiwang.cases.channels.gateways.partner import Line
from yiwang.cases.channels.gateways.signing import Knock
from yiwang.cases.channels.models import Mapping, Notice, Order, Partner, Report
from yiwang.cases.channels.states import ON_THE_WAY, NoticeState, OrderState, PartnerKind, ReportState
from yiwang.ground.messaging import queries as messaging
from yiwang.kit import clock, memory
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Missing


def partner(*, code: str) -> Partner:
    """One platform. Missing: there is none."""
    found = Partner.objects.filter(code=code).first()
    if found is None:
        raise Missing("没有这个对接平台")
    return found


def partner_or_none(*, code: str) -> Partner | None:
    """One platform, if there is one: for a door that answers strangers and wrong signatures alike."""
    return Partner.objects.filter(code=code).first()


@memory.remembered(until="channels.partner.")
def has_partners() -> bool:
    """Whether any platform was ever set up: where none was, a step of a file asks nothing more."""
    return Partner.objects.exists()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A platform with what waits for it and for us."""

    partner: Partner
    orders: int
    waiting: int
    parked: int
    notices_waiting: int
    held: int
    oldest_waiting_at: datetime | None


def standings() -> list[Standing]:
    """Every platform, those in use first."""
    rows = sorted(Partner.objects.all(), key=lambda row: not row.is_on)
    return [standing(partner=row) for row in rows]


def standing(*, partner: Partner) -> Standing:
    """One platform's backlog; of orders those that are no sealed matter. Three statements, each on an index."""
    going = Report.objects.filter(order__partner=partner, state__in=ON_THE_WAY)
    said = Notice.objects.filter(partner=partner).aggregate(
        waiting=Count("pk", filter=Q(state=NoticeState.WAITING)), held=Count("pk", filter=Q(state=NoticeState.HELD))
    )
    oldest = going.order_by("owed_at").values_list("owed_at", flat=True).first()
    told = partner.orders.exclude(case__confidentiality=Confidentiality.SEALED)
    return Standing(
        partner=partner, orders=told.count(), waiting=going.count(),
        parked=Report.objects.filter(order__partner=partner, state=ReportState.PARKED).count(),
        notices_waiting=said["waiting"], held=said["held"], oldest_waiting_at=oldest,
    )  # fmt: skip


def backlog() -> tuple[int, int, int]:
    """For whoever watches the house: platforms in use, reports parked, notices that want a person."""
    return (
        Partner.objects.filter(is_on=True).count(),
        Report.objects.filter(state=ReportState.PARKED).count(),
        Notice.objects.filter(state=NoticeState.HELD).count(),
    )


def pulled() -> list[Partner]:
    """The platforms in use whose orders we fetch."""
    rows = Partner.objects.filter(is_on=True).exclude(base_url="")
    return [row for row in rows if PartnerKind(row.kind).is_pulled]


def mapping_of(*, partner: Partner) -> dict[str, Any]:
    """The mapping in force; empty where the platform speaks our contract."""
    found = partner.mappings.order_by("-version").first()
    return dict(found.body) if found else {}


def mappings_of(*, partner: Partner) -> list[Mapping]:
    """Every version, newest first."""
    return list(partner.mappings.order_by("-version", "-id"))


def line_to(*, partner: Partner, mapping: Table[str, Any]) -> Line:
    """The way to a platform, with its own paths."""
    return Line(
        base_url=partner.base_url, secret=partner.secret, networks=messaging.networks(),
        now=lambda: clock.now().timestamp(), paths=mapping.get("paths", {}), taken=mapping.get("taken", {}),
    )  # fmt: skip


def refusal_of(*, partner: Partner | None, knock: Knock) -> str:
    """Why a knock cannot be let in, a code of `states.REFUSALS`; empty where nothing but its nonce is left to be looked at."""
    if partner is None:
        return "unknown"
    keys, now = [partner.secret], clock.now()
    if partner.old_secret and partner.old_secret_until and now < partner.old_secret_until:
        keys.append(partner.old_secret)
    fault = signing.fault_of(knock, keys=keys, now=now.timestamp())
    return fault or ("" if partner.is_on else "off")


def read_knock(*, method: str, path: str, headers: Table[str, str], body: bytes) -> Knock:
    """A request as it is signed."""
    return Knock.of(method=method, path=path, headers=headers, body=body)


def house_for(partner: Partner) -> Actor:
    """The hand that takes a platform's orders in: the house itself, by the platform's name."""
    return Actor(kind=ActorKind.SYSTEM, id=f"partner:{partner.code}"[:40], label=partner.name, door="exchange")


def sender_for(partner: Partner) -> Actor:
    """The hand by which a platform acts for the sender of its own order: it moves what a citizen may move, and nothing else."""
    return Actor(kind=ActorKind.CITIZEN, id=f"partner:{partner.code}"[:40], label=partner.name, door="exchange")


def intake_key(*, partner: Partner, external_id: str) -> str:
    """Under which the file of an order stands, so that it is taken in once."""
    return f"partner:{partner.code}:{keyed_digest(external_id, purpose='external-id')}"


def order_named(*, partner: Partner, external_id: str) -> Order | None:
    """The platform's order of this number."""
    return Order.objects.select_related("case", "partner").filter(partner=partner, external_id=external_id).first()


def order_of(*, case_id: int) -> Order | None:
    """The order that a file came from."""
    return Order.objects.select_related("case", "partner").filter(case_id=case_id).first()


def lock_order(*, order_id: int) -> Order:
    """An order, held until the command ends."""
    return Order.objects.select_for_update(of=("self",)).select_related("case", "partner").get(pk=order_id)


def reports_of(*, order: Order) -> list[Report]:
    """What we told about an order, in order."""
    return list(order.reports.all())


def notices_of(*, order: Order) -> list[Notice]:
    """What the platform said about it, in order."""
    return list(order.notices.all())


def said_in(*, notice: Notice) -> dict[str, Any]:
    """What a notice says, in our fields."""
    found: dict[str, Any] = json.loads(notice.body or "{}")
    return found


def reports_to_look_at(*, partner: Partner, limit: int = 50) -> list[Report]:
    """What is parked, then what is on its way, oldest first."""
    rows = Report.objects.select_related("order__case").filter(order__partner=partner).exclude(state=ReportState.TAKEN)
    return list(rows.order_by(Choice(When(state=ReportState.PARKED, then=0), default=1), "owed_at", "id")[:limit])


def notices_to_look_at(*, partner: Partner, limit: int = 50) -> list[Notice]:
    """What wants a person, then what waits."""
    rows = Notice.objects.select_related("order__case").filter(
        partner=partner, state__in=[NoticeState.WAITING, NoticeState.HELD]
    )
    return list(rows.order_by(Choice(When(state=NoticeState.HELD, then=0), default=1), "came_at", "id")[:limit])


def notices_waiting(*, at: datetime, patience: timedelta, after: int = 0, limit: int = 200) -> list[int]:
    """Keys of waiting notices whose order is there, or that have waited longer than `patience`; a page, by their keys.

    What waits for an order that has not come costs nothing, however much of it there is.
    """
    has_come = Exists(Order.objects.filter(partner=OuterRef("partner"), external_id=OuterRef("order_name")))
    rows = Notice.objects.filter(has_come | Q(came_at__lt=at - patience), state=NoticeState.WAITING, pk__gt=after)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])


def reports_due(*, at: datetime) -> QuerySet[Report]:
    """What may go now: of each order the oldest that has not arrived, of platforms in use that can be reached."""
    earlier = Report.objects.filter(order=OuterRef("order"), seq__lt=OuterRef("seq"), state__in=ON_THE_WAY)
    due = Report.objects.filter(state=ReportState.WAITING, next_try_at__lte=at, order__partner__is_on=True)
    return due.exclude(order__partner__base_url="").exclude(Exists(earlier)).order_by("next_try_at", "id")


def orders_to_warn(*, before: datetime) -> list[Order]:
    """Open orders whose own term comes before ours and is near, and whose officer was not told yet."""
    comes_first = Q(case__due_at__isnull=True) | Q(due_at__lt=F("case__due_at"))
    rows = Order.objects.select_related("case", "partner").filter(
        comes_first, state=OrderState.OPEN, due_at__lte=before, warned_at=None, case__replied_at=None,
        case__closed_at=None,
    )  # fmt: skip
    return list(rows.order_by("due_at", "id")[:200])
