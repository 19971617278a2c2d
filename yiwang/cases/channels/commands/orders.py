"""An order of another platform becomes a file: once, with its own clock, and its receipt is owed at once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.commands import Party, Submission
from yiwang.cases.appeals.queries import Told
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.channels import policies, queries
from yiwang.cases.channels.commands.reports import first_report
from yiwang.cases.channels.events import OrderTaken, SenderForgotten
from yiwang.cases.channels.models import Order, Partner
from yiwang.cases.channels.states import NoticeState, Part
from yiwang.ground.people import policies as people_policies
from yiwang.ground.people import queries as people
from yiwang.ground.people.events import ApplicantErased
from yiwang.ground.people.states import IdentityLevel
from yiwang.ground.places import queries as places
from yiwang.ground.record import commands as record
from yiwang.kit import clock, jobs, rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged

TITLE_SIGNS = 60
"""As many as a cover holds; a longer title becomes the first line of the text."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of an order. `is_new`: False where it had come before."""

    order: Order
    is_new: bool


@command
def take_order(*, by: Actor, partner: Partner, raw: Mapping[str, Any]) -> Taken:
    """Take an order in: read by the platform's mapping and the tripwire, registered, its receipt put on its way.

    The same order again changes nothing. A file that bears the platform's number already (it was imported, or came by a token)
    is not registered again; the order is hung on it. Refused: the platform is switched off. Invalid: by field.
    """
    policies.may_exchange(partner).require()
    said = queries.read_mapped(Part.ORDER, queries.mapping_of(partner=partner), raw)
    if known := queries.order_named(partner=partner, external_id=said["order_id"]):
        return unchanged(Taken(order=known, is_new=False))
    case = _known_case(partner, said["order_id"]) or _registered(partner, said)
    order = Order(
        pk=rows.key(Order), partner=partner, external_id=said["order_id"], case=case, ordered_at=said["ordered_at"],
        due_at=said.get("due_at"), taken_at=clock.now(), category_code=said.get("category_code", ""),
        raw=json.dumps(raw, ensure_ascii=False),
    )  # fmt: skip
    rows.add(order)
    record.write(by=by, event=OrderTaken(order.ref, partner.code, str(case.ref)))
    first_report(by=by, order=order)
    if partner.notices.filter(order_name=order.external_id, order=None).exists():
        jobs.enqueue("channels.settle_notices")
    return Taken(order=order, is_new=True)


def _known_case(partner: Partner, external_id: str) -> Case | None:
    """A file of this channel that bears the number and that no platform's order hangs on."""
    found = casework.every().filter(channel=partner.channel, external_id=external_id, order__isnull=True)
    return found.order_by("id").first()


def _registered(partner: Partner, said: Mapping[str, Any]) -> Case:
    title, content = said.get("title", ""), said["content"]
    is_long = len(title) > TITLE_SIGNS
    told = Told(
        channel=partner.channel, title="" if is_long else title, content=f"{title}\n{content}" if is_long else content,
        type=said.get("type", ""), place=said.get("address", ""), area_code=_known_area(said.get("area_code", "")),
    )  # fmt: skip
    submission = Submission(
        key=queries.intake_key(partner=partner, external_id=said["order_id"]), told=told, party=_party(said),
        external_id=said["order_id"], ordered_at=_not_ahead(said["ordered_at"]), occurred_at=said.get("occurred_at"),
    )  # fmt: skip
    return appeals.register(by=queries.house_for(partner), submission=appeals.heeded(submission))


def _known_area(code: str) -> str:
    """An area they name that we do not know is their matter: we find the place by its words."""
    return code if code and places.known_area(code=code) else ""


def _not_ahead(at: datetime) -> datetime:
    """Their clock may be fast; nothing was ordered later than now."""
    return min(at, clock.now())


def _party(said: Mapping[str, Any]) -> Party:
    """What a platform says of a person is its word. A number that cannot be one is left out, which is no reason to turn an
    order away: as it came it stands in `raw`.
    """
    given = {name: said.get(f"applicant_{name}", "") for name in ("name", "phone", "id_number")}
    if said.get("is_anonymous"):
        given = {}
    try:
        people_policies.check(
            phone=people.read_phone(given.get("phone", "")), id_number=people.read_id_number(given.get("id_number", "")),
            identity_level=IdentityLevel.PLATFORM,
        )  # fmt: skip
    except Invalid as fault:
        given = {name: value for name, value in given.items() if name not in fault.fields}
    if not any(given.values()):
        return Party(is_anonymous=True)
    return Party(**given, identity_level=IdentityLevel.PLATFORM)


@command
def forget_sender(*, by: Actor, applicant_id: int) -> int:
    """A person was erased by order: their orders as they came, and the words of notices about them, go too; how many orders.

    What we told the platform stays: it is the bureau's answer, kept with the file. Nothing left to erase: unchanged.
    """
    orders = [one for one in Order.objects.filter(case__applicant_id=applicant_id) if one.raw]
    for order in orders:
        forget_order(by=by, order=order)
    return len(orders) if orders else unchanged(0)


@command
def forget_order(*, by: Actor, order: Order) -> int:
    """An order as it came, and the words of notices about it, are erased; how many notices."""
    order.raw = ""
    order.save(update_fields=["raw"])
    order.notices.filter(state=NoticeState.WAITING).update(state=NoticeState.IGNORED, reason="not_open")
    gone = order.notices.update(body="")
    record.write(by=by, event=SenderForgotten(order.ref, gone))
    return gone


def on_erased(*, by: Actor, event: ApplicantErased) -> None:
    """Reaction: in the same transaction, so that nothing of them is left anywhere."""
    forget_sender(by=by, applicant_id=int(event.subject.id))
