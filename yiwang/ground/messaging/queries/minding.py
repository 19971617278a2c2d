"""Messages from outside as the desk and the sorting need them: one sender's, what waits, how many."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from yiwang.ground.messaging.models import Conversation, Incoming
from yiwang.ground.messaging.queries.incoming import incoming, lock_incoming, sender_index
from yiwang.ground.messaging.states import IncomingState, Inlet
from yiwang.kit import memory


def lock_conversation(*, inlet: Inlet, address: str) -> Conversation | None:
    """The conversation, held: messages of one sender are sorted one after the other. None: never met."""
    index = sender_index(inlet, address)
    return Conversation.objects.select_for_update().filter(inlet=inlet, address_index=index).first()


def hold_incoming(*, incoming_id: int) -> Incoming:
    """One message, held, and before it its conversation: whoever holds several of one sender's takes them in this order.

    Missing: there is none.
    """
    row = incoming(incoming_id=incoming_id)
    lock_conversation(inlet=Inlet(row.inlet), address=row.sender)
    return lock_incoming(incoming_id=incoming_id)


def waiting_up_to(*, incoming: Incoming) -> list[int]:
    """The message and those of its sender that came before it and are not sorted yet, oldest first."""
    mine = Incoming.objects.filter(sender_index=incoming.sender_index, inlet=incoming.inlet, pk__lte=incoming.pk)
    return list(mine.filter(state=IncomingState.WAITING).order_by("pk").values_list("pk", flat=True))


def of_sender(*, incoming: Incoming, since: datetime | None = None, limit: int = 50) -> list[Incoming]:
    """Messages of the same sender by the same way, newest first, this one among them."""
    mine = Incoming.objects.filter(sender_index=incoming.sender_index, inlet=incoming.inlet)
    mine = mine.filter(came_at__gte=since) if since else mine
    return list(mine.order_by("-came_at", "-pk")[:limit])


def incomings(*, states: tuple[IncomingState, ...] = (), inlet: Inlet | None = None) -> QuerySet[Incoming]:
    """Messages in these states (all where none is named) that came by this way, newest first."""
    rows = Incoming.objects.filter(state__in=states) if states else Incoming.objects.all()
    return (rows.filter(inlet=inlet) if inlet else rows).order_by("-came_at", "-pk")


def is_kept(*, inlet: Inlet, external_id: str) -> bool:
    """Whether this message came before."""
    return Incoming.objects.filter(inlet=inlet, external_id=external_id).exists()


def from_senders(*, indexes: Collection[str], limit: int = 50) -> list[Incoming]:
    """Messages of these senders (`sender_index`), newest first."""
    return list(Incoming.objects.filter(sender_index__in=list(indexes)).order_by("-came_at", "-pk")[:limit])


@memory.remembered(until="messaging.incoming.")
def on_desk_count() -> int:
    """How many messages wait for a person; asked by every page of the desk, so it may be five seconds old."""
    return Incoming.objects.filter(state=IncomingState.ON_DESK).count()
