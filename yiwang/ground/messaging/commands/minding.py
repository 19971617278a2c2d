"""What becomes of a message from outside later: it is tried again, looked at once more, its sender wants to hear no more."""

from datetime import timedelta

from yiwang.ground.messaging import queries
from yiwang.ground.messaging.events import IncomingLaidBack, IncomingSorted, SenderMuted
from yiwang.ground.messaging.models import Conversation, Incoming
from yiwang.ground.messaging.states import IncomingState, Inlet
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, HouseError
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

TRIES = 5
"""How often the sorting of one message is tried before a person has to look."""
_PAUSE = timedelta(seconds=15)
"""Before the second try; four times as long before each further one: 15 s, 1, 4, 16 minutes."""
_UNDONE = (IncomingState.SET_ASIDE, IncomingState.ANSWERED, IncomingState.JOINED)


@command
def put_off_incoming(*, by: Actor, incoming_id: int, error: Exception, reason: str) -> Incoming:
    """Count a failed sorting and try again later; after five a person must look, for this `reason` (a code).

    Sorted meanwhile it stays as it is. The trouble is kept in the house's own words, never in those of the message.
    """
    row = queries.lock_incoming(incoming_id=incoming_id)
    if row.state != IncomingState.WAITING:
        return unchanged(row)
    row.tries += 1
    row.trouble = (error.message if isinstance(error, HouseError) else type(error).__name__)[:120]
    row.next_try_at = clock.now() + _PAUSE * 4 ** (row.tries - 1)
    row.state = IncomingState.ON_DESK if row.tries >= TRIES else IncomingState.WAITING
    row.reason = reason if row.tries >= TRIES else ""
    row.save(update_fields=["tries", "trouble", "next_try_at", "state", "reason"])
    if row.tries < TRIES:
        return unchanged(row)
    record.write(by=by, event=IncomingSorted(row.ref, row.state, "", reason))
    return row


@command
def lay_back_incoming(*, by: Actor, incoming_id: int, reason: str) -> Incoming:
    """Undo what became of a message that changed no file: it waits for a person again.

    Laid back already, nothing changes. Conflict: it became a file. Whether it changed one is the caller's to know.
    """
    row = queries.lock_incoming(incoming_id=incoming_id)
    if row.state == IncomingState.ON_DESK:
        return unchanged(row)
    if row.state not in _UNDONE:
        raise Conflict("这条来信已经登记成件，不能撤回；登记错了，请在那一件里处理")
    before, row.state, row.reason = row.state, IncomingState.ON_DESK, reason
    row.subject_kind = row.subject_id = ""
    row.save(update_fields=["state", "reason", "subject_kind", "subject_id"])
    record.write(by=by, event=IncomingLaidBack(row.ref, before))
    return row


@command
def mute(*, by: Actor, inlet: Inlet, address: str, is_muted: bool = True) -> Conversation | None:
    """退订: nothing but what law demands is sent there any more; or it is again. None: nobody of that address ever wrote."""
    talk = queries.lock_conversation(inlet=inlet, address=address)
    if talk is None or bool(talk.muted_at) == is_muted:
        return unchanged(talk)
    talk.muted_at = clock.now() if is_muted else None
    talk.save(update_fields=["muted_at"])
    record.write(by=by, event=SenderMuted(Ref("messaging.conversation", talk.pk), is_muted))
    return talk
