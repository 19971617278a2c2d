"""The inbox, and the end of what is kept, on the way out and on the way in."""

from collections.abc import Collection

from yiwang.ground.messaging.events import InboxRead
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import CITIZEN, WAITING, Channel, Reason, State
from yiwang.ground.record import commands as record
from yiwang.kit import clock, work
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Refused
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged


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
    group; how many. What a phone has got it keeps; what this very command was about to tell them is told to nobody. Called by a
    command that writes the fact.
    """
    unsaid = _unsaid(subject, officers)
    about = Message.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id)).exclude(
        recipient_kind=CITIZEN
    )
    theirs = about.filter(recipient_id__in=[str(key) for key in officers]).exclude(channel=Channel.WORK_APP)
    gone = {"state": State.CANCELLED, "error_code": Reason.WITHDRAWN, "params": ""}
    count = theirs.filter(channel=Channel.INBOX).update(**gone, body="", recipient_id="", read_at=clock.now())
    to_go = (*WAITING, State.GATHERED)
    count += theirs.filter(state__in=to_go).update(**gone)
    return unsaid + count + about.filter(channel=Channel.WORK_APP, state__in=to_go).update(**gone)


def _unsaid(subject: Ref, officers: Collection[int]) -> int:
    """Of the messages that this command has not written yet, drop those to them and to groups."""
    waiting: list[Message] = work.buffered("messaging")
    known = {str(key) for key in officers}
    kept = [
        row
        for row in waiting
        if (row.subject_kind, row.subject_id) != (subject.kind, str(subject.id))
        or row.recipient_kind == CITIZEN
        or (row.recipient_id not in known and row.channel != Channel.WORK_APP)
    ]
    count = len(waiting) - len(kept)
    waiting[:] = kept
    return count
