"""Into the chats of the official account: claimed, said once, noted. What is in doubt is never said again, for nobody can ask.

While the chat is open (48 hours after somebody's last word) it is said in full; afterwards, and where the platform finds it shut,
the account's set form goes instead, where one is approved.
"""

import json
import time
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.db.models import F

from yiwang.ground.messaging import policies, queries
from yiwang.ground.messaging.commands import results
from yiwang.ground.messaging.commands.guarding import may_go
from yiwang.ground.messaging.commands.outbox import give_back
from yiwang.ground.messaging.gateways import wechat
from yiwang.ground.messaging.gateways.base import GatewayTrouble, Rejected, TooFast, Uncertain, Unreached
from yiwang.ground.messaging.gateways.wechat import WeChat
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import CITIZEN, WAITING, Channel, Rank, Reason, State
from yiwang.kit import clock, work
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings
from yiwang.kit.work import command, must_stand_alone, unchanged

TALK = "wx.talk"
"""Stands for the template of what is said in a dialogue: its words are the dialogue's own."""


def say(*, by: Actor, openid: str, text: str, subject: Ref, is_urgent: bool = False) -> None:
    """Have something said in a chat about a subject; the row is written when the outermost command ends. An answer to somebody
    who has just spoken: at any hour, and in the chat alone. `is_urgent`: before all else that waits to be said.
    """
    said = {"title": "", "text": text, "values": {}, "is_free": True}
    row = Message(
        subject_kind=subject.kind, subject_id=str(subject.id), recipient_kind=CITIZEN, template=TALK, channel=Channel.WECHAT,
        address=openid, address_index=keyed_digest(openid, purpose="messaging-address"), body=text,
        rank=Rank.URGENT if is_urgent else Rank.ORDINARY, params=json.dumps(said, ensure_ascii=False),
        state=State.QUEUED, not_before=clock.now(), out_id=uuid4().hex,
    )  # fmt: skip
    work.buffer("messaging", row)


def talk(*, by: Actor, limit: int = 100) -> int:
    """Say what is due; how many messages the platform took. Not a command but a row of them, each committed before the next.

    Nought where no account is set: messages wait.
    """
    must_stand_alone()
    account = queries.wechat()
    if account is None:
        return 0
    for message in _stuck():
        results.note_doubt(by=by, message_id=message.pk)
    batch, taken, until = claim_talk(by=by, limit=limit), 0, time.monotonic() + policies.BATCH_SECONDS
    for position, message in enumerate(batch):
        if time.monotonic() > until:
            give_back(by=by, messages=batch[position:])
            break
        try:
            taken += _say_one(by, account, message)
        except (Unreached, TooFast) as trouble:
            wait = trouble.wait if isinstance(trouble, TooFast) else policies.UNREACHED_WAIT
            give_back(by=by, messages=batch[position:], wait=wait)
            break
    return taken


@command
def claim_talk(*, by: Actor, limit: int) -> list[Message]:
    """Take a batch for this worker alone, each chat's in its order. Bookkeeping: nothing was said yet."""
    moment = clock.now()
    due = Message.objects.filter(channel=Channel.WECHAT, state__in=WAITING, not_before__lte=moment)
    if policies.is_quiet(moment):
        due = due.filter(heeds_quiet=False)
    rows = list(due.order_by("rank", "not_before", "id").select_for_update(skip_locked=True)[:limit])
    taken = Message.objects.filter(pk__in=[row.pk for row in rows])
    taken.update(state=State.SENDING, claimed_at=moment, attempts=F("attempts") + 1)
    for row in rows:
        row.state, row.claimed_at, row.attempts = State.SENDING, moment, row.attempts + 1
    return unchanged(rows)


@command
def keep_said(*, by: Actor, message_id: int, parts: int) -> None:
    """Note how many parts of a long text were said, so that none is said twice. Bookkeeping, as `claim_talk`."""
    message = Message.objects.select_for_update().get(pk=message_id)
    message.params = json.dumps(json.loads(message.params) | {"said": parts}, ensure_ascii=False)
    message.save(update_fields=["params"])
    return unchanged(None)


def _say_one(by: Actor, account: WeChat, message: Message) -> int:
    """One message, noted; 1 where the platform took it. Raises Unreached and TooFast: then it was not taken (any further)."""
    if not may_go(by=by, message=message):
        return 0
    told = json.loads(message.params or "{}")
    try:
        if told.get("is_free"):
            _speak(by, account, message, told)
        else:
            _notify(account, message, told)
    except Uncertain:
        results.note_doubt(by=by, message_id=message.pk)
        return 0
    except TooFast:
        raise
    except Rejected as no:
        code = Reason.WECHAT_CLOSED if wechat.is_closed(no) else no.code
        results.note_refused(by=by, message=message, code=code, may_retry=no.may_retry)
        return 0
    results.note_posted(by=by, message_id=message.pk)
    return 1


def _speak(by: Actor, account: WeChat, message: Message, told: dict[str, Any]) -> None:
    """In full, part by part; by the set form where the platform says that the chat is shut and nothing was said yet."""
    said = int(told.get("said", 0))
    for number, part in enumerate(wechat.parts(str(told.get("text") or message.body))[said:], said + 1):
        try:
            account.say(openid=message.address, text=part)
        except GatewayTrouble as trouble:
            if number > 1 or not wechat.is_closed(trouble) or message.template == TALK or queries.wechat_form() is None:
                raise
            _notify(account, message, told)
            return
        keep_said(by=by, message_id=message.pk, parts=number)


def _notify(account: WeChat, message: Message, told: dict[str, Any]) -> None:
    form = queries.wechat_form()
    if form is None:
        raise Rejected(Reason.WECHAT_CLOSED, may_retry=False)
    values = {"event": str(told.get("title", "")), "time": f"{clock.local(clock.now()):%Y-%m-%d %H:%M}"}
    account.notify(
        openid=message.address, template=form.id, values=form.filled(values | dict(told.get("values") or {})),
        url=f"{settings().public_url}/track/", out_id=message.out_id or "",
    )  # fmt: skip


def _stuck() -> Sequence[Message]:
    """What a worker that died had in hand."""
    late = clock.now() - policies.LEASE
    held = Message.objects.filter(channel=Channel.WECHAT, state=State.SENDING, claimed_at__lt=late)
    return list(held.order_by("claimed_at", "id"))
