"""The inbox, and the end of what is kept, on the way out and on the way in."""

from collections.abc import Collection
from datetime import datetime

from yiwang.ground.files import commands as files
from yiwang.ground.files import queries as files_queries
from yiwang.ground.messaging import policies
from yiwang.ground.messaging.events import InboxRead, MessagesForgotten
from yiwang.ground.messaging.models import Conversation, Incoming, Message
from yiwang.ground.messaging.states import CITIZEN, UNREAD, WAITING, Channel, Reason, State
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


def withdraw(*, subject: Ref, officers: Collection[int]) -> int:
    """Take what these officers (keys) were told of a subject out of their inboxes, and stop what is still to go to them or to any
    group; how many. What a phone has got it keeps. Called by a command that writes the fact.
    """
    about = Message.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id)).exclude(
        recipient_kind=CITIZEN
    )
    theirs = about.filter(recipient_id__in=[str(key) for key in officers]).exclude(channel=Channel.WORK_APP)
    gone = {"state": State.CANCELLED, "error_code": Reason.WITHDRAWN, "params": ""}
    count = theirs.filter(channel=Channel.INBOX).update(**gone, body="", recipient_id="", read_at=clock.now())
    to_go = (*WAITING, State.GATHERED)
    count += theirs.filter(state__in=to_go).update(**gone)
    return count + about.filter(channel=Channel.WORK_APP, state__in=to_go).update(**gone)


@command
def forget(*, by: Actor, before: datetime | None = None) -> int:
    """Erase numbers and texts of messages made before a moment (a year ago unless given), some thousand at a time."""
    limit = before or clock.now() - policies.KEEP
    old = Message.objects.filter(created_at__lt=limit).exclude(address="", body="", params="", address_index="")
    ids = list(old.order_by("created_at", "id").values_list("pk", flat=True)[:FORGET_ROWS])
    if not ids:
        return unchanged(0)
    Message.objects.filter(pk__in=ids).update(address="", address_index="", body="", params="")
    record.write(by=by, event=MessagesForgotten(_today(), count=len(ids)))
    return len(ids)


@command
def forget_incoming(*, by: Actor, before: datetime | None = None, limit: int = 500) -> int:
    """Erase who wrote and what of messages that came before a moment (a year ago unless given), their files with them; how many.

    What became a file stands there, by its own term. What nobody has read yet stays. A conversation that has rested as long goes
    too, unless its sender wants no messages: that must be known.
    """
    past = before or clock.now() - policies.KEEP
    old = (
        Incoming.objects.filter(came_at__lt=past).exclude(state__in=UNREAD).exclude(sender_index="", sender="", text="")
    )
    rows = list(old.order_by("came_at", "id")[:limit])
    rested = Conversation.objects.filter(last_in_at__lt=past, muted_at=None)
    gone, _ = rested.exclude(last_out_at__gte=past).delete()
    if not rows and not gone:
        return unchanged(0)
    for row in rows:
        for file in files_queries.of(subject=row.ref):
            files.remove(by=by, file_id=file.pk, reason="expired")
    keys = [row.pk for row in rows]
    Incoming.objects.filter(pk__in=keys).update(
        sender="", sender_index="", sender_name="", title="", text="", thread="", details={}
    )
    record.write(by=by, event=MessagesForgotten(_today(), count=len(rows) + gone))
    return len(rows) + gone


def _today() -> Ref:
    return Ref("messaging.day", f"{clock.today():%Y-%m-%d}")
