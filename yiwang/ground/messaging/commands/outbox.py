"""To the gateway and back. Whatever dies in between, nobody gets the same message twice.

A message is claimed (`sending`) and that is committed before a word is said to the gateway; what comes of it is committed one
by one. A crash or a doubt leaves it `sending`: then the gateway is asked for it by our id, and only what it does not know is
sent again. Before any second try it is asked too, for a gateway may refuse and send all the same.
"""

import json
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from django.db.models import F

from yiwang.ground.messaging import policies, queries
from yiwang.ground.messaging.commands import results
from yiwang.ground.messaging.commands.guarding import may_go
from yiwang.ground.messaging.gateways.base import (
    Asked,
    Found,
    GatewayTrouble,
    Rejected,
    Sms,
    SmsGateway,
    Uncertain,
    Unreached,
)
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import CITIZEN, WAITING, Channel, Inlet, Reason, State
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings
from yiwang.kit.work import command, must_stand_alone, unchanged

DOUBTS = 2
"""After so many uncertain answers in a row the gateway is left alone until the next minute."""
SKEW = timedelta(minutes=10)
"""How far the gateway's clock and ours may differ about the day a message belongs to."""


def drain(*, by: Actor, limit: int = 100) -> int:
    """Send what is due, the most pressing first; how many the gateway answered for.

    Not a command but a row of them, each committed before the next: so it may not be called inside one. Nought where no
    gateway is set: messages wait.
    """
    must_stand_alone()
    gateway = queries.gateway()
    if gateway is None:
        return 0
    return _send_all(by, gateway, claim(by=by, limit=limit))


def settle(*, by: Actor, limit: int = 100) -> int:
    """Look after what a crash or a doubt left `sending`, and let expired codes fail; how many were settled."""
    must_stand_alone()
    settled = results.expire_codes(by=by)
    gateway = queries.gateway()
    if gateway is None:
        return settled
    late = clock.now() - policies.LEASE
    stuck = Message.objects.filter(channel=Channel.SMS, state=State.SENDING, claimed_at__lt=late)
    for message in stuck.order_by("claimed_at", "id")[:limit]:
        with suppress(GatewayTrouble):
            _settle_one(by, gateway, message)
            settled += 1
    return settled


def receipts(*, by: Actor, limit: int = 200) -> int:
    """Ask for receipts that are due; how many messages were asked for."""
    must_stand_alone()
    gateway = queries.gateway()
    if gateway is None:
        return 0
    due = Message.objects.filter(channel=Channel.SMS, state=State.SENT, next_look_at__lte=clock.now())
    due = due.order_by("next_look_at", "id")
    phones: dict[str, list[Message]] = defaultdict(list)
    for message in due[:limit]:
        phones[message.address_index].append(message)
    for messages in phones.values():
        with suppress(GatewayTrouble):
            _ask_receipts(by, gateway, messages)
    return sum(map(len, phones.values()))


@command
def claim(*, by: Actor, limit: int, channel: Channel = Channel.SMS) -> list[Message]:
    """Take a batch of one way for this worker alone. Bookkeeping: nobody was reached yet, so it is no fact for the record.

    Texts to whoever wants no more of them (退订) end here, except those that are owed.
    """
    moment = clock.now()
    due = Message.objects.filter(channel=channel, state__in=WAITING, not_before__lte=moment)
    due = due.exclude(expires_at__lte=moment)
    if policies.is_quiet(moment):
        due = due.filter(heeds_quiet=False)
    rows = list(due.order_by("rank", "not_before", "id").select_for_update(skip_locked=True)[:limit])
    if channel is Channel.SMS:
        rows = _wanted(rows)
    taken = Message.objects.filter(pk__in=[row.pk for row in rows])
    taken.update(state=State.SENDING, claimed_at=moment, attempts=F("attempts") + 1)
    for row in rows:
        row.state, row.claimed_at, row.attempts = State.SENDING, moment, row.attempts + 1
    return unchanged(rows)


def _wanted(rows: list[Message]) -> list[Message]:
    """Without those that nobody wants; theirs say why. One query a batch: an intake asks nothing of it."""
    optional = [row for row in rows if row.recipient_kind == CITIZEN and not policies.is_demanded(row.template)]
    muted = queries.muted(inlet=Inlet.SMS, addresses=[row.address for row in optional])
    ended = {row.pk for row in optional if row.address in muted}
    Message.objects.filter(pk__in=ended).update(state=State.CANCELLED, error_code=Reason.MUTED, params="")
    return [row for row in rows if row.pk not in ended]


@command
def give_back(*, by: Actor, messages: Sequence[Message], wait: timedelta = timedelta(0)) -> None:
    """Put claimed messages back that were surely not taken by anybody. Bookkeeping, as `claim`."""
    claimed_at = {message.claimed_at for message in messages}
    mine = Message.objects.filter(
        pk__in=[message.pk for message in messages], state=State.SENDING, claimed_at__in=claimed_at
    )
    mine.update(state=State.QUEUED, attempts=F("attempts") - 1, not_before=clock.now() + wait)
    return unchanged(None)


def _send_all(by: Actor, gateway: SmsGateway, batch: Sequence[Message]) -> int:
    """One by one, for a minute at most and while the gateway answers; the rest goes back."""
    until, doubts, answered = time.monotonic() + policies.BATCH_SECONDS, 0, 0
    for position, message in enumerate(batch):
        if doubts >= DOUBTS or time.monotonic() > until:
            give_back(by=by, messages=batch[position:])
            break
        try:
            _hand_over(by, gateway, message)
        except Unreached:
            give_back(by=by, messages=batch[position:], wait=policies.UNREACHED_WAIT)
            break
        except Uncertain:
            doubts += 1
        else:
            doubts, answered = 0, answered + 1
    return answered


def _hand_over(by: Actor, gateway: SmsGateway, message: Message) -> None:
    """One message to the gateway. Raises Unreached and Uncertain; what is left `sending` is `settle`'s."""
    if message.attempts > 1 and (found := _find(gateway, message)):
        results.note_found(by=by, message_id=message.pk, found=found)
        return
    if not may_go(by=by, message=message):
        return
    try:
        ref = gateway.send(_sms(message))
    except Rejected as no:
        _refused(by, gateway, message, no)
    else:
        results.note_taken(by=by, message_id=message.pk, ref=ref)


def _refused(by: Actor, gateway: SmsGateway, message: Message, no: Rejected) -> None:
    """A gateway may say no and send all the same: believe it only where it does not know the message."""
    found = None
    with suppress(GatewayTrouble):
        found = _find(gateway, message)
    if found:
        results.note_found(by=by, message_id=message.pk, found=found)
    else:
        results.note_refused(by=by, message=message, code=no.code, may_retry=no.may_retry)


def _settle_one(by: Actor, gateway: SmsGateway, message: Message) -> None:
    if found := _find(gateway, message):
        results.note_found(by=by, message_id=message.pk, found=found)
    else:
        results.note_refused(by=by, message=message, code=Reason.LOST, may_retry=True)


def _ask_receipts(by: Actor, gateway: SmsGateway, messages: Sequence[Message]) -> None:
    known = gateway.receipts([asked for message in messages for asked in _asked(message)])
    for message in messages:
        found = known.get(message.out_id or "")
        if found:
            results.note_found(by=by, message_id=message.pk, found=found)
        elif message.sent_at and message.sent_at <= clock.now() - policies.LOST_AFTER:
            results.note_refused(by=by, message=message, code=Reason.LOST, may_retry=True)
        else:
            results.look_again(by=by, message_id=message.pk)


def _find(gateway: SmsGateway, message: Message) -> Found | None:
    return next((found for asked in _asked(message) if (found := gateway.find(asked))), None)


def _asked(message: Message) -> list[Asked]:
    """The question after a message, for each day it may belong to: the first try's, the last's, and either side of midnight."""
    moments = [m for m in (message.created_at, message.claimed_at, message.sent_at) if m]
    days = {clock.local(moment + skew).date() for moment in moments for skew in (-SKEW, SKEW)}
    return [Asked(phone=message.address, out_id=message.out_id or "", day=day) for day in sorted(days, reverse=True)]


def _sms(message: Message) -> Sms:
    return Sms(
        phone=message.address,
        out_id=message.out_id or "",
        sign=settings().sms_sign_name,
        template=message.provider_code,
        params=json.loads(message.params or "{}"),
    )
