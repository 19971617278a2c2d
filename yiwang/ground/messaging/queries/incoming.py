"""What came in: found by its sender, by what it became, and what still waits."""

from collections.abc import Collection

from django.db.models import QuerySet

from yiwang.ground.messaging.models import Conversation, Incoming
from yiwang.ground.messaging.queries.phones import read_phone
from yiwang.ground.messaging.states import IncomingState, Inlet
from yiwang.kit import clock
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref


def sender_index(inlet: Inlet, address: str) -> str:
    """The keyed digest by which a sender is found; mailboxes regardless of case, numbers however they are written."""
    plain = address.strip().lower() if inlet is Inlet.MAIL else address.strip()
    if inlet is Inlet.SMS:
        plain = read_phone(plain) or plain
    return keyed_digest(f"{inlet}/{plain}", purpose="messaging-sender") if plain else ""


def lock_incoming(*, incoming_id: int) -> Incoming:
    """One message, held. Missing: there is none."""
    row = Incoming.objects.select_for_update().filter(pk=incoming_id).first()
    if row is None:
        raise Missing
    return row


def incoming(*, incoming_id: int) -> Incoming:
    """One message. Missing: there is none. Who may read it is the caller's to say."""
    row = Incoming.objects.filter(pk=incoming_id).first()
    if row is None:
        raise Missing
    return row


def unsorted(*, limit: int = 100) -> list[int]:
    """Keys of messages that wait for the sorting and are due, oldest first."""
    due = Incoming.objects.filter(state=IncomingState.WAITING, next_try_at__lte=clock.now())
    return list(due.order_by("next_try_at", "id").values_list("pk", flat=True)[:limit])


def on_desk() -> QuerySet[Incoming]:
    """Messages that wait for a person, oldest first."""
    return Incoming.objects.filter(state=IncomingState.ON_DESK).order_by("came_at", "id")


def incoming_of(*, subject: Ref) -> QuerySet[Incoming]:
    """Messages that became, or belong to, a thing; oldest first."""
    return Incoming.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id)).order_by("id")


def muted(*, inlet: Inlet, addresses: Collection[str]) -> set[str]:
    """Those of these addresses that want no more messages by this way (退订)."""
    by_index = {sender_index(inlet, address): address for address in addresses}
    talks = Conversation.objects.filter(inlet=inlet, address_index__in=by_index, muted_at__isnull=False)
    return {by_index[index] for index in talks.values_list("address_index", flat=True)} if by_index else set()


def conversation(*, inlet: Inlet, address: str) -> Conversation | None:
    """What has passed between a sender and us by one way; None: nothing yet."""
    return Conversation.objects.filter(inlet=inlet, address_index=sender_index(inlet, address)).first()
