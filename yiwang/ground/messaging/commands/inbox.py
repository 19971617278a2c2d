"""The inbox, and the end of what is kept."""

from collections.abc import Collection
from datetime import datetime

from yiwang.ground.messaging import policies
from yiwang.ground.messaging.events import InboxRead, MessagesForgotten
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import CITIZEN, Channel
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Refused
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

FORGET_ROWS = 5000


@command
def mark_read(*, by: Actor, message_ids: Collection[int] = ()) -> int:
    """An officer opened these messages of the own inbox, or all where none is named; how many were new.

    Refused: only officers have an inbox. Others' messages are passed over.
    """
    if by.officer_id is None:
        raise Refused("只有民警有站内消息")
    mine = Message.objects.filter(channel=Channel.INBOX, recipient_id=str(by.officer_id), read_at=None)
    mine = mine.exclude(recipient_kind=CITIZEN)
    if message_ids:
        mine = mine.filter(pk__in=message_ids)
    ids = tuple(mine.order_by("id").select_for_update().values_list("pk", flat=True))
    if not ids:
        return unchanged(0)
    Message.objects.filter(pk__in=ids).update(read_at=clock.now())
    record.write(by=by, event=InboxRead(Ref("organisation.officer", by.officer_id), message_ids=ids))
    return len(ids)


@command
def forget(*, by: Actor, before: datetime | None = None) -> int:
    """Erase numbers and texts of messages made before a moment (a year ago unless given), some thousand at a time."""
    limit = before or clock.now() - policies.KEEP
    old = Message.objects.filter(created_at__lt=limit).exclude(address="", body="", params="", address_index="")
    ids = list(old.order_by("created_at", "id").values_list("pk", flat=True)[:FORGET_ROWS])
    if not ids:
        return unchanged(0)
    Message.objects.filter(pk__in=ids).update(address="", address_index="", body="", params="")
    day = Ref("messaging.day", f"{clock.today():%Y-%m-%d}")
    record.write(by=by, event=MessagesForgotten(day, count=len(ids)))
    return len(ids)
